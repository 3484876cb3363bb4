/**
 * `npm run stack-trace -- OrdersApi < trace.txt`: the places of a stack trace in the sources. The maps are made from the
 * checked-out commit, so that none has to be deployed: check out the one that is.
 */
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundleEntries } from '../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../lib/bundling/function-entries.ts';
import { withOriginalPositions } from '../lib/bundling/original-positions.ts';
import type { FunctionId } from '../shared/contract/environment.ts';
import { readOptions } from './command.ts';

const HELP = `npm run stack-trace -- <function> < trace.txt

Functions: ${FUNCTION_IDS.join(', ')}`;

const isFunction = (name: string | undefined): name is FunctionId => FUNCTION_IDS.some((known) => known === name);

const {
  positionals: [name],
} = readOptions(HELP, { allowPositionals: true });
if (isFunction(name)) {
  const bundled = await bundleEntries(join(import.meta.dirname, '..'), { [name]: FUNCTION_ENTRIES[name] }, true);
  const map = Buffer.from(bundled[name]?.sourceMap ?? '').toString('utf8');
  console.log(withOriginalPositions(await text(process.stdin), map));
} else {
  console.error(HELP);
  process.exitCode = 1;
}
