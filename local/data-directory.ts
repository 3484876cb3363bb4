import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARKER = 'made-by-wismo';

/**
 * Makes the directory that all data lies in, and empties it first when asked.
 * @throws when it is to be emptied and holds something that was not put there by the local cloud.
 */
export function prepareDataDirectory(directory: string, fresh: boolean): void {
  const entries = existsSync(directory) ? readdirSync(directory) : [];
  if (fresh && entries.length > 0) {
    if (!entries.includes(MARKER)) {
      throw new Error(`${directory} was not made by the local cloud and is not emptied: name another with WISMO_DATA`);
    }
    for (const entry of entries) rmSync(join(directory, entry), { recursive: true, force: true });
  }
  mkdirSync(join(directory, 'logs'), { recursive: true });
  writeFileSync(join(directory, MARKER), 'Data of the local cloud. `npm start -- --fresh` empties this directory.\n');
}
