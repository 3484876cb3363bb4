import { isSameText } from './signature.ts';

/** Only the distribution knows what it sends here: a request with it came through the edge. */
export const ORIGIN_PROOF_HEADER = 'x-wismo-origin-proof';

export interface ArrivedRequest {
  /** Who the gateway spoke with: the viewer, or the edge. */
  readonly peerAddress: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Tries the check with every secret that the proof may be now. */
export type ProofCheck = (check: (secret: string) => boolean) => Promise<boolean>;

/**
 * The address from which a request really came. Anybody may write `X-Forwarded-For`; the edge adds the address that it
 * saw, and the gateway the edge's: so the last one before the gateway's is the viewer's, if the request came that way.
 */
export const viewerAddress = async ({ peerAddress, headers }: ArrivedRequest, isProof: ProofCheck): Promise<string> => {
  const proof = headers[ORIGIN_PROOF_HEADER];
  if (!proof || !(await isProof((secret) => isSameText(proof, secret)))) return peerAddress;
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim());
  const seenByEdge = hops.at(-1) === peerAddress ? hops.at(-2) : hops.at(-1);
  return seenByEdge || peerAddress;
};
