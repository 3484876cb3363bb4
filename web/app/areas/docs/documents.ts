import { WismoUnreachable } from '../../../../client/src/index.ts';

/** A document of the API about itself. */
export const documentAt = async (path: string, signal: AbortSignal): Promise<object> => {
  const response = await fetch(path, { signal }).catch((cause: unknown) => {
    throw new WismoUnreachable(`${path} did not come`, { cause });
  });
  if (!response.ok) throw new Error(`${path} returned ${response.status}`);
  return (await response.json()) as object;
};
