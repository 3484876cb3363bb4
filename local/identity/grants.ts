import { createHash, randomUUID } from 'node:crypto';
import type { SignInPerson } from './people.ts';

/** What a client gets for a request that it may not make (RFC 6749, section 5.2). */
export class OauthRefusal extends Error {
  override readonly name = 'OauthRefusal';
  readonly code: string;
  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

interface Code {
  readonly person: SignInPerson;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiresAt: number;
}

const CODE_MILLISECONDS = 5 * 60_000;

/** Codes and refresh tokens that were handed out, each good once. */
export class Grants {
  readonly #codes = new Map<string, Code>();
  readonly #refreshTokens = new Map<string, SignInPerson>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @param challenge By S256, of the client's own secret (RFC 7636). */
  newCode(person: SignInPerson, redirectUri: string, challenge: string): string {
    const code = randomUUID();
    this.#codes.set(code, { person, redirectUri, challenge, expiresAt: this.#now().getTime() + CODE_MILLISECONDS });
    return code;
  }

  newRefreshToken(person: SignInPerson): string {
    const token = randomUUID();
    this.#refreshTokens.set(token, person);
    return token;
  }

  /** @throws OauthRefusal for a code or token that is not known, used, over, or another client's. */
  redeem(form: URLSearchParams): SignInPerson {
    return form.get('grant_type') === 'refresh_token' ? this.#redeemToken(form) : this.#redeemCode(form);
  }

  #redeemCode(form: URLSearchParams): SignInPerson {
    const given = form.get('code') ?? '';
    const code = this.#codes.get(given);
    this.#codes.delete(given);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      code !== undefined &&
      code.expiresAt > this.#now().getTime() &&
      code.challenge === challenge &&
      code.redirectUri === form.get('redirect_uri');
    if (!isGood) throw new OauthRefusal('invalid_grant', 'The code is not good any more.');
    return code.person;
  }

  #redeemToken(form: URLSearchParams): SignInPerson {
    const given = form.get('refresh_token') ?? '';
    const person = this.#refreshTokens.get(given);
    if (person === undefined) throw new OauthRefusal('invalid_grant', 'The refresh token is not known.');
    this.#refreshTokens.delete(given);
    return person;
  }
}
