import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS, type FunctionId } from '../../shared/contract/environment.ts';

export const FUNCTION_IDS = Object.keys(ENVIRONMENTS) as readonly FunctionId[];

const ROOT = join(import.meta.dirname, '..', '..');

/** `functions/orders/orders-api/handler.ts` of `OrdersApi`: one folder is one Lambda is one exported `handler`. */
const entryOf = (id: FunctionId): string => {
  const folder = id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const found = globSync(`functions/*/${folder}/handler.ts`, { cwd: ROOT });
  const [entry] = found;
  if (entry === undefined || found.length > 1) {
    throw new Error(`${id} needs exactly one functions/<capability>/${folder}/handler.ts; there are ${found.length}.`);
  }
  return entry.replaceAll('\\', '/');
};

/** Every function of the service: the id of its construct and its source file, relative to the project's root. */
export const FUNCTION_ENTRIES = Object.fromEntries(FUNCTION_IDS.map((id) => [id, entryOf(id)])) as Readonly<
  Record<FunctionId, string>
>;

/** Where the deployable code of each function lies: a folder that holds `index.mjs`, and what it may load later. */
export type Bundles = Readonly<Record<FunctionId, string>>;
