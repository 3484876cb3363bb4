/** Access tokens of a Google service account. https://developers.google.com/identity/protocols/oauth2/service-account */

import { importPKCS8, SignJWT } from 'jose';
import * as z from 'zod';
import { parseJson } from '../../../parse-json.ts';
import type { SendOutcome } from '../../channel.ts';
import { exchange, KEY_REFUSED } from '../../providers/http.ts';

const accountShape = z.object({
  project_id: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
  client_email: z.string().min(1),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
});
export type ServiceAccount = z.infer<typeof accountShape>;

/** The account that a secret holds; `undefined` where it holds none. */
export const serviceAccountIn = (key: string): ServiceAccount | undefined =>
  accountShape.safeParse(parseJson(key)).data;

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const LIFETIME_SECONDS = 3_600;
/** A token is not used in its last minute: it must last until the message is there. */
const MARGIN_SECONDS = 60;

const assertionOf = async (account: ServiceAccount, now: Date): Promise<string> => {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(account.private_key_id && { kid: account.private_key_id }) })
    .setIssuer(account.client_email)
    .setAudience(account.token_uri)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(await importPKCS8(account.private_key, 'RS256'));
};

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A token, or what having none means for the messages: nothing of them was handed over. */
export type TokenResult = { readonly token: string } | { readonly without: SendOutcome };

interface Token {
  readonly token: string;
  readonly until: number;
}

const refusedKey: TokenResult = { without: { outcome: 'blocked', error: KEY_REFUSED } };
const noToken = (error: string): TokenResult => ({ without: { outcome: 'unavailable', error } });

const fetched = async (url: string, account: ServiceAccount, now: Date): Promise<Token | TokenResult> => {
  let assertion: string;
  try {
    assertion = await assertionOf(account, now);
  } catch {
    // What the secret holds as a private key is none.
    return refusedKey;
  }
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const exchanged = await exchange({ url: `${url}/token`, headers, body }, now);
  if ('lost' in exchanged) return noToken(exchanged.lost.error);
  const { status, json } = exchanged.reply;
  const { data } = tokenShape.safeParse(json);
  if (status === 200 && data !== undefined)
    return { token: data.access_token, until: now.getTime() + (data.expires_in - MARGIN_SECONDS) * 1_000 };
  return status >= 400 && status < 500 && status !== 429 ? refusedKey : noToken(`TokenStatus${status}`);
};

export interface TokenSource {
  /** The one that is held, or a new one: asked for once, however many messages wait for it. */
  tokenOf(account: ServiceAccount, now: Date): Promise<TokenResult>;
  /** It was refused: the next one is new. */
  forget(token: string): void;
}

/** @param url `https://oauth2.googleapis.com` */
export const tokenSource = (url: string): TokenSource => {
  const held = new Map<string, Token>();
  const running = new Map<string, Promise<Token | TokenResult>>();
  const nameOf = ({ client_email, private_key_id = '', private_key }: ServiceAccount): string =>
    `${client_email} ${private_key_id} ${private_key}`;
  return {
    tokenOf: async (account, now) => {
      const name = nameOf(account);
      const known = held.get(name);
      if (known !== undefined && known.until > now.getTime()) return known;
      const fetching = running.get(name) ?? fetched(url, account, now);
      running.set(name, fetching);
      const result = await fetching;
      running.delete(name);
      if ('until' in result) held.set(name, result);
      return result;
    },
    forget: (token) => {
      for (const [name, { token: known }] of held) if (known === token) held.delete(name);
    },
  };
};
