import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @google/genai (https://github.com/googleapis/js-genai), measured with 2.32.0. */
export const googleGenaiClient: Client = sdk({
  name: '@google/genai',
  modules: ['@google/genai'],
  makers: ['GoogleGenAI'],
  sends: /^(?:[a-z]\w*\.[a-z]\w*|chat\.sendMessage(?:Stream)?)$/,
  silent: /^chat\.(?!sendMessage)|^live\./,
  parts: { 'chats.create': 'chat' },
  answers: {
    client: '@google/genai',
    response: {},
    failure: { classes: ['ApiError'], properties: { name: { is: 'ApiError' }, message: 'words', status: 'status' } },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})

/** @google/generative-ai, its predecessor, measured with 0.24.1. */
export const googleGenerativeAiClient: Client = sdk({
  name: '@google/generative-ai',
  modules: ['@google/generative-ai'],
  makers: ['GoogleGenerativeAI'],
  sends: /^(?:model\.(?:generateContent(?:Stream)?|countTokens|embedContent|batchEmbedContents)|chat\.sendMessage(?:Stream)?)$/,
  parts: { getGenerativeModel: 'model', 'model.startChat': 'chat' },
  answers: {
    client: '@google/generative-ai',
    response: {},
    failure: {
      classes: ['GoogleGenerativeAIFetchError', 'GoogleGenerativeAIError'],
      properties: { name: { is: 'Error' }, message: 'words', status: 'status', statusText: 'reason', errorDetails: 'body' },
    },
    noAnswer: { classes: ['GoogleGenerativeAIError'], properties: { name: { is: 'Error' }, message: 'words' } },
  },
})
