import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../request-body.ts';
import { Grants, OauthRefusal } from './grants.ts';
import { PEOPLE, type SignInPerson } from './people.ts';
import { SIGN_IN_POLICY, signInPage } from './sign-in-page.ts';

export interface SignInOptions {
  /** Path of the issuer. */
  readonly path: string;
  readonly clientId: string;
  readonly now: () => Date;
  mint(person: SignInPerson): Promise<string>;
}

/** Handles the request; false where the path is none of its own. */
export type SignIn = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

interface Asked {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const SECONDS = 3_600;
const MAX_BODY_BYTES = 16 * 1024;
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\//;

const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

const redirect = (response: ServerResponse, to: string): void => {
  response.writeHead(302, { location: to, 'cache-control': 'no-store' });
  response.end();
};

/** Where the browser is sent back: to this machine only. */
const onThisMachine = (uri: string | null, name: string): string => {
  if (uri === null || !LOOPBACK.test(uri))
    throw new OauthRefusal('invalid_request', `${name} must lead to this machine.`);
  return uri;
};

const challengeOf = (query: URLSearchParams): string => {
  const challenge = query.get('code_challenge') ?? '';
  if (challenge === '' || query.get('code_challenge_method') !== 'S256')
    throw new OauthRefusal('invalid_request', 'A code challenge by S256 is needed.');
  return challenge;
};

const authorize = ({ url, response }: Asked, clientId: string, grants: Grants): void => {
  const query = url.searchParams;
  if (query.get('client_id') !== clientId) throw new OauthRefusal('unauthorized_client', 'This client is not known.');
  const redirectUri = onThisMachine(query.get('redirect_uri'), 'redirect_uri');
  const challenge = challengeOf(query);
  const person = PEOPLE.find(({ id }) => id === query.get('person'));
  if (person === undefined) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': SIGN_IN_POLICY });
    response.end(signInPage(url));
    return;
  }
  const back = new URL(redirectUri);
  back.searchParams.set('code', grants.newCode(person, redirectUri, challenge));
  back.searchParams.set('state', query.get('state') ?? '');
  redirect(response, back.href);
};

const sendTokens = async ({ request, response }: Asked, options: SignInOptions, grants: Grants): Promise<void> => {
  const tooLarge = (): OauthRefusal => new OauthRefusal('invalid_request', 'The body is too large.');
  const form = new URLSearchParams((await readBody(request, MAX_BODY_BYTES, tooLarge)).toString('utf8'));
  if (form.get('client_id') !== options.clientId) throw new OauthRefusal('invalid_client', 'This client is not known.');
  const person = grants.redeem(form);
  const token = await options.mint(person);
  sendJson(response, 200, {
    access_token: token,
    id_token: token,
    refresh_token: grants.newRefreshToken(person),
    token_type: 'Bearer',
    expires_in: SECONDS,
  });
};

const serve = async (asked: Asked, options: SignInOptions, grants: Grants): Promise<boolean> => {
  const { url, request, response } = asked;
  switch (`${request.method} ${url.pathname}`) {
    case `GET ${options.path}/authorize`:
      authorize(asked, options.clientId, grants);
      return true;
    case `POST ${options.path}/token`:
      await sendTokens(asked, options, grants);
      return true;
    case 'GET /_local/oidc/logout':
      redirect(response, onThisMachine(url.searchParams.get('logout_uri'), 'logout_uri'));
      return true;
    case 'GET /_local/oidc/people':
      sendJson(response, 200, { people: PEOPLE });
      return true;
  }
  return false;
};

/** Signs people of the demonstration in as Cognito would: a code with PKCE, and refresh tokens. */
export function createSignIn(options: SignInOptions): SignIn {
  const grants = new Grants(options.now);
  return async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    try {
      return await serve({ url, request, response }, options, grants);
    } catch (error) {
      if (!(error instanceof OauthRefusal)) throw error;
      sendJson(response, 400, { error: error.code, error_description: error.message });
      return true;
    }
  };
}
