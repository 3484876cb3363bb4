/**
 * `npm run test:clients [-- --language Go …] [--record]`: generates a client from docs/openapi.json in every language
 * whose tools are here, compiles it, and takes one order through the local cloud with it. `--record` writes
 * docs/clients.md. Ends with 1 when a client failed; a language without its tools is listed as not tried.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../bin/command.ts';
import { startCloudProcess } from '../support/cloud-process.ts';
import { RECIPES } from './recipes.ts';
import { reportOf, withTable } from './report.ts';
import { type ClientResult, type Credentials, tryClient } from './try-client.ts';

const RECORD = join(import.meta.dirname, '..', '..', 'docs', 'clients.md');

const HELP = `npm run test:clients [-- options]

Generates a client from docs/openapi.json in every language whose tools are here, compiles it and takes an order through.

  --language <name>   may be repeated: ${[...new Set(RECIPES.map(({ language }) => language))].join(', ')}
  --record            writes docs/clients.md`;

const { values } = readOptions(HELP, {
  options: {
    language: { type: 'string', multiple: true, default: [] },
    record: { type: 'boolean', default: false },
  },
});

const read = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;

const credentialsOf = async (api: string): Promise<Credentials> => {
  const token = async (identity: object): Promise<string> => {
    const body = JSON.stringify(identity);
    const headers = { 'content-type': 'application/json' };
    return (await read<{ token: string }>(fetch(`${api}/_local/token`, { method: 'POST', headers, body }))).token;
  };
  const secrets = await read<Record<string, { readonly current: string }>>(fetch(`${api}/_local/secrets`));
  return {
    api,
    system: await token({ sub: 'typed-backend', roles: ['system'] }),
    seller: await token({ sub: 'typed-keeper', roles: ['seller'], seller_ids: ['typed-shop'] }),
    buyer: await token({ sub: 'typed-buyer', roles: ['customer'] }),
    paymentSecret: secrets.payments?.current ?? '',
  };
};

const wanted = RECIPES.filter(({ language }) => values.language.length === 0 || values.language.includes(language));
const cloud = await startCloudProcess();
const results: (readonly [(typeof RECIPES)[number], ClientResult])[] = [];
try {
  const credentials = await credentialsOf(cloud.api);
  for (const recipe of wanted) {
    console.log(`— ${recipe.language}, ${recipe.generator}`);
    const result = await tryClient(recipe, credentials);
    for (const stage of Object.values(result)) if (stage.kind === 'failed') console.error(stage.error);
    results.push([recipe, result]);
  }
} finally {
  await cloud.stop();
}

const table = reportOf(results);
console.log(`\n${table}`);
if (values.record) writeFileSync(RECORD, withTable(readFileSync(RECORD, 'utf8'), table));
const hasFailed = results.some(([, result]) => Object.values(result).some(({ kind }) => kind === 'failed'));
process.exitCode = hasFailed ? 1 : 0;
