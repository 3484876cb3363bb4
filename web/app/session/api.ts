import { shallowRef } from 'vue';
import { type ConnectionState, createClient, type Wismo } from '../../../client/src/index.ts';
import { config } from './config.ts';
import { tokenSource } from './session.ts';

export const connection = shallowRef<ConnectionState>('connecting');

const headers: Record<string, string> = {};

/** The API writes descriptions and reasons in this language. */
export const speakToApiIn = (language: string): void => {
  headers['accept-language'] = language;
};

let made: Wismo | undefined;

/** One client of the API for the whole tab. What is watched is stored for the tab alone, to be shown at once. */
export const api = (): Wismo => {
  made ??= createClient({
    baseUrl: location.origin,
    websocketUrl: config.websocketUrl,
    token: tokenSource,
    headers,
    // A response's tag is the order's version: it does not say whose actions, nor in which language, it holds.
    fetch: (input, init) => fetch(input, { ...init, cache: 'no-store' }),
    storage: sessionStorage,
    onState: (state) => {
      connection.value = state;
    },
  });
  return made;
};
