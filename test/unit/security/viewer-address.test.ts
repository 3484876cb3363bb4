import { describe, expect, it } from 'vitest';
import { ORIGIN_PROOF_HEADER, type ProofCheck, viewerAddress } from '../../../shared/security/viewer-address.ts';

const EDGE = '192.0.2.1';
const VIEWER = '203.0.113.9';
const isProof: ProofCheck = async (check) => ['now', 'before'].some(check);

const addressOf = (peerAddress: string, headers: Readonly<Record<string, string>>): Promise<string> =>
  viewerAddress({ peerAddress, headers }, isProof);

describe('from where a request came', () => {
  it.each([
    ['straight to the gateway', VIEWER, {}, VIEWER],
    ['straight, with a made-up way', VIEWER, { 'x-forwarded-for': `198.51.100.1, ${VIEWER}` }, VIEWER],
    [
      'straight, with a made-up proof',
      VIEWER,
      { [ORIGIN_PROOF_HEADER]: 'guess', 'x-forwarded-for': `198.51.100.1, ${VIEWER}` },
      VIEWER,
    ],
    ['with an empty proof', VIEWER, { [ORIGIN_PROOF_HEADER]: '', 'x-forwarded-for': `1.1.1.1, ${VIEWER}` }, VIEWER],
    ['through the edge', EDGE, { [ORIGIN_PROOF_HEADER]: 'now', 'x-forwarded-for': `${VIEWER}, ${EDGE}` }, VIEWER],
    [
      'through the edge while the proof is changed',
      EDGE,
      { [ORIGIN_PROOF_HEADER]: 'before', 'x-forwarded-for': `${VIEWER}, ${EDGE}` },
      VIEWER,
    ],
    [
      'through the edge, behind a made-up way',
      EDGE,
      { [ORIGIN_PROOF_HEADER]: 'now', 'x-forwarded-for': `198.51.100.1, 10.0.0.1, ${VIEWER}, ${EDGE}` },
      VIEWER,
    ],
    [
      'through the edge, by IPv6',
      EDGE,
      { [ORIGIN_PROOF_HEADER]: 'now', 'x-forwarded-for': `2001:db8::7,${EDGE}` },
      '2001:db8::7',
    ],
    ['through a gateway that adds nothing', EDGE, { [ORIGIN_PROOF_HEADER]: 'now', 'x-forwarded-for': VIEWER }, VIEWER],
    ['through the edge without a way', EDGE, { [ORIGIN_PROOF_HEADER]: 'now' }, EDGE],
  ])('%s', async (_how, peer, headers, expected) => {
    expect(await addressOf(peer, headers)).toBe(expected);
  });
});
