#!/usr/bin/env bash
# Releases the version that package.json names: scripts/release.sh [--dry-run]
#
# Runs in CI, on the commit to be released, where npm can prove where the package comes from (provenance needs OIDC, as of
# GitHub Actions with "permissions: id-token: write", and "repository" in package.json). Elsewhere --dry-run does all but
# publish. Nothing is published that the checks have not seen: they run on the tarball that is sent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dry=
[ "${1:-}" = --dry-run ] && dry=1

fail() { echo "release: $*" >&2; exit 1; }

version=$(node -p "require('./package.json').version")
[ -z "$(git status --porcelain)" ] || fail 'the work tree is not clean'
grep -q "^## $version\b" CHANGELOG.md || fail "CHANGELOG.md has no part for $version"
grep "^## $version\b" CHANGELOG.md | grep -q 'not yet released' && [ -z "$dry" ] && fail "CHANGELOG.md says that $version is not yet released: give it a date"
git rev-parse -q --verify "refs/tags/v$version" >/dev/null && fail "there is a tag v$version already"
if [ -z "$dry" ]; then
  [ -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || fail 'no identity for provenance here: run it in CI, or with --dry-run'
  node -e "if (!require('./package.json').repository) process.exit(1)" || fail 'package.json names no repository, which provenance needs'
fi

npm ci --no-audit --no-fund
npm test
npm run check:package
npm run matrix

tarball=$(npm pack --loglevel=error)
trap 'rm -f "$tarball"' EXIT
if [ -n "$dry" ]; then
  npm publish --dry-run --ignore-scripts "$tarball"
else
  npm publish --provenance --access public --ignore-scripts "$tarball"
  git tag -a "v$version" -m "v$version"
  echo "Published. Now: git push origin v$version"
fi
