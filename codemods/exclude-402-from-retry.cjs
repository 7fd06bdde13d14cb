'use strict'

module.exports = require('./load.cjs')('exclude-402-from-retry')
