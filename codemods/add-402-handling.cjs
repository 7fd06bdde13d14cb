'use strict'

module.exports = require('./load.cjs')('add-402-handling')
