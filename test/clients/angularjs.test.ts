import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/index.ts'
import { mayHoldChecks } from '../../analysis/prefilter.ts'
import { parseSource } from '../../source/parse.ts'

function checksOf(text: string): string[] {
  const { checks } = analyse(parseSource(text, 'code.ts'), text)
  expect(checks.length === 0 || mayHoldChecks(text)).toBe(true)
  return checks.map(({ client, verdict }) => `${client} ${verdict}`)
}

describe('$http of AngularJS is known', () => {
  it.each([
    ['beside another service', "export function Jobs($http, $q) { this.list = () => $http.get('/jobs') }"],
    ['where the function says that it is injected', "export default class Jobs { constructor($http) { 'ngInject'; this.$http = $http }\n list() { return this.$http.get('/jobs') } }"],
    ['where the file names AngularJS', "angular.module('app').service('Jobs', Jobs)\nfunction Jobs($http) { return { list: () => $http({ method: 'GET', url: '/jobs' }) } }"],
    ['where the file imports AngularJS', "import { copy } from 'angular'\nexport const jobs = ($http) => ({ list: () => $http.post('/jobs', copy({})) })"],
    ['where its names are listed', "export class Jobs { static $inject = ['$http']\n constructor($http) { this.http = $http }\n list() { return this.http.get('/jobs') } }"],
    ['in a list, by its place', "export default ['config', '$http', function (a, b) { return { list: () => b.delete('/jobs') } }]"],
    ['by its type', "import type { IHttpService } from 'angular'\nexport class Jobs { constructor(private readonly http: IHttpService) {}\n list() { return this.http.put('/jobs', {}) } }"],
    ['by its type in a namespace', "export class Jobs { constructor(private http: ng.IHttpService) {}\n list() { return this.http.patch('/jobs', {}) } }"],
    ['where any type is declared', "export class Jobs { constructor(private $http: any, private $q: any) {}\n list() { return this.$http.get('/jobs') } }"],
    ['where none is declared', "export class Jobs { constructor(private $http, private $q) {}\n list() { return this.$http.get('/jobs') } }"],
    ['given to a function that makes a class of it', "export default angular.made(($http) => class { list() { return $http.get('/jobs') } })"],
    ['where an injector is asked for it', "export const retry = ($injector) => ({ list: () => $injector.get('$http')({ url: '/jobs' }) })"],
  ])('%s', (_how, text) => {
    expect(checksOf(text)).toEqual(['angularjs structured'])
  })

  it.each([
    ['a parameter that may be any client', "export const jobs = ($http) => ({ list: () => $http.get('/jobs') })"],
    ['a member of what is given', "export default function ({ $http, $q }) { return $http.get('/jobs') }"],
    ['a property of a component', "export default { methods: { list() { return this.$http.get('/jobs') } } }"],
    ['a parameter of another type', "export const jobs = ($http: Http, $q: Queue) => ({ list: () => $http.get('/jobs') })"],
    ['another service of a list', "export default ['$http', '$q', function (a, $http) { return { list: () => $http.get('/jobs') } }]"],
  ])('but not %s', (_what, text) => {
    expect(checksOf(text)).toEqual([])
  })
})

/** The checks of code in a function of a controller. */
function inController(rest: string): string[] {
  return checksOf(`export function Jobs($http, $scope) { $scope.load = (id) => { ${rest} } }`)
}

describe('what $http gives', () => {
  it.each([
    ['handled', "return $http.get('/jobs').then((response) => response.data, (response) => { if (response.status === 402) return pay(); throw response })"],
    ['structured', "return $http.get('/jobs').catch((error) => { if (error.status === 404) return null; throw error })"],
    ['structured', "$http.get('/jobs').then(show)"],
    ['text', "$http.get('/jobs').then(show, ({ data }) => toast(data.message))"],
    ['blind', "$http.get('/jobs').then(show, (error) => toast('It failed'))"],
    ['blind', "$http.get('/jobs').then(show, (error) => { if (error.status === -1) toast('Offline'); else toast('It failed') })"],
    ['blind', "$http.get('/jobs').then((response) => response.status === 402 ? pay() : show(response.data), () => null)"],
    ['blind', "return $http.get('/jobs').then((response) => response.data).catch((error) => error.response && error.response.status)"],
    ['handled', "return $http.get('/jobs').catch((error) => error.headers('x-price') && error.status === 402 ? pay() : null)"],
  ])('%s: %s', (verdict, rest) => {
    expect(inController(rest)).toEqual([`angularjs ${verdict}`])
  })
})

describe('success() and error() of its promise', () => {
  it.each([
    ['handled', "$http.get('/jobs').success(show).error((data, status) => { if (status === 402) pay(); else toast('It failed') })"],
    ['blind', "$http.get('/jobs').success(show).error((data, status) => console.log('Error %o', status))"],
    ['text', "$http.get('/jobs').error((data) => toast(data.message)).success(show)"],
    ['structured', "$http.get('/jobs').success(show).error((data, status) => { $scope.status = status })"],
    ['blind', "$http.get('/jobs').success(show)"],
    ['structured', "return $http.get('/jobs').success(show)"],
  ])('%s: %s', (verdict, rest) => {
    expect(inController(rest)).toEqual([`angularjs ${verdict}`])
  })
})

describe('the promises of $q', () => {
  const load = (rest: string): string[] => checksOf(`export class Jobs {\n constructor($http, $q) { this.$http = $http; this.$q = $q }\n load() { const self = this; ${rest} } }`)

  it.each([
    ['structured', "return this.$http.get('/jobs').catch((error) => this.$q.reject(error))"],
    ['blind', "return this.$http.get('/jobs').catch(() => this.$q.reject('It failed'))"],
    ['structured', "const deferred = this.$q.defer(); self.$http.get('/jobs').then((response) => deferred.resolve(response.data), (error) => deferred.reject(error)); return deferred.promise"],
    ['blind', "const deferred = this.$q.defer(); self.$http.get('/jobs').then((response) => deferred.resolve(response.data), () => deferred.reject()); return deferred.promise"],
    ['handled', "return this.$q.when(this.$http.get('/jobs'), (response) => response.data, (error) => error.status === 402 ? pay() : null)"],
    ['blind', "return this.$q.all({ jobs: this.$http.get('/jobs') }).then(({ jobs }) => jobs.data, () => null)"],
    ['structured', "return this.$q((resolve, reject) => this.$http.get('/jobs').then(resolve, reject))"],
  ])('%s: %s', (verdict, rest) => {
    expect(load(rest)).toEqual([`angularjs ${verdict}`])
  })
})

describe('the timers of AngularJS', () => {
  const retriesOf = (rest: string): string[] => {
    const text = `export function Jobs($http, $scope, $timeout, $interval) { function load() { ${rest} } }`
    return analyse(parseSource(text, 'code.ts'), text).retries.map(({ verdict }) => verdict)
  }

  it.each([
    ['blanket', "$http.get('/jobs').then(show, () => { $timeout(load, 5000) })"],
    ['filtered', "$http.get('/jobs').then(show, (error) => { if (error.status !== 402) $timeout(load, 5000) })"],
    ['polling', "$interval(() => $http.get('/jobs').then(show, ignore), 5000)"],
  ])('%s: %s', (verdict, rest) => {
    expect(retriesOf(rest)).toEqual([verdict])
  })
})
