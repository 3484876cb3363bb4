import { ProblemError } from '../../shared/contract/problem.ts';
import { openCursor, sealCursor } from '../../shared/security/signed-cursor.ts';
import type { SecretReader } from './secrets.ts';

/** Makes and reads the opaque cursors of lists. */
export interface Cursors {
  /** `null` where there is no next page. */
  seal(scope: string, position: unknown): Promise<string | null>;
  /** Throws `INVALID_CURSOR` for anything that was not made for this list. */
  open(scope: string, cursor: string | undefined): Promise<unknown>;
}

export const signedCursors = (secrets: SecretReader, secretId: string): Cursors => ({
  seal: async (scope, position) =>
    position === undefined ? null : sealCursor(scope, position, (await secrets.read(secretId)).current),
  open: async (scope, cursor) => {
    if (cursor === undefined) return undefined;
    let position: unknown;
    const isOurs = await secrets.accepts(secretId, (secret) => {
      position = openCursor(scope, cursor, [secret]);
      return position !== undefined;
    });
    if (!isOurs) throw new ProblemError('INVALID_CURSOR');
    return position;
  },
});
