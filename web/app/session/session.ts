import type { User, UserManager } from 'oidc-client-ts';
import { computed, shallowRef } from 'vue';
import { config, issuer } from './config.ts';
import { dropDraftsOfOthers } from './drafts.ts';
import { forgetAll } from './known.ts';
import { type Person, personOf } from './person.ts';

const user = shallowRef<User | null>(null);

/** `expired`: the session has ended by itself, and what the person was doing still stands on the page. */
export const isExpired = shallowRef(false);

export const person = computed<Person | undefined>(() => (user.value ? personOf(user.value.profile) : undefined));

let made: Promise<UserManager> | undefined;

/** Tokens live in `sessionStorage`: they end with the tab. */
const manager = (): Promise<UserManager> => {
  made ??= import('oidc-client-ts').then(({ UserManager: Manager, WebStorageStateStore }) => {
    const store = new WebStorageStateStore({ store: sessionStorage });
    const oidc = new Manager({
      authority: issuer,
      client_id: config.clientId,
      redirect_uri: `${location.origin}/sign-in`,
      scope: 'openid email profile',
      response_type: 'code',
      automaticSilentRenew: true,
      userStore: store,
      stateStore: store,
    });
    oidc.events.addUserLoaded((loaded) => {
      user.value = loaded;
      isExpired.value = false;
    });
    oidc.events.addSilentRenewError((error) => {
      if (!isUnreachable(error)) isExpired.value = true;
    });
    // Without a network it is renewed, or not, with the next response of the API.
    oidc.events.addAccessTokenExpired(() => {
      if (navigator.onLine) isExpired.value = true;
    });
    return oidc;
  });
  return made;
};

const storedSession = (): string | undefined => Object.keys(sessionStorage).find((key) => key.startsWith('oidc.user:'));

const storedPersonId = (): unknown => {
  const key = storedSession();
  const stored = JSON.parse((key && sessionStorage.getItem(key)) ?? '{}') as {
    readonly profile?: { readonly sub?: unknown };
  };
  return stored.profile?.sub;
};

/** Browsers show a page that was left as it was. One whose session has ended since shows nothing of it. */
const showNobodyElse = (): void => {
  if (person.value === undefined || storedPersonId() === person.value.id) return;
  document.getElementById('app')?.replaceChildren();
  location.reload();
};
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) showNobodyElse();
});

/** The session of this tab, where there is one. */
export const restoreSession = async (): Promise<void> => {
  // What a page that was being left has still written goes here.
  if (storedSession() === undefined) return forgetAll();
  const stored = await (await manager()).getUser();
  // Also one that has expired: without a network it cannot be renewed, and what is known is still this person's.
  user.value = stored;
  if (stored?.expired) await renew();
};

/** The issuer did not answer: fetch rejects with a TypeError, the library gives up with a name of its own. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof Error && error.name === 'ErrorTimeout');

const renew = async (): Promise<User | null> => {
  try {
    const renewed = await (await manager()).signinSilent();
    if (renewed) user.value = renewed;
    return renewed;
  } catch (error) {
    // Whatever else the reason, the person has to sign in again: the page says so.
    if (!isUnreachable(error)) isExpired.value = true;
    return null;
  }
};

/** What the client asks before each request. The API reads the token that says who somebody is. */
export const tokenSource = async ({ refresh }: { readonly refresh: boolean }): Promise<string | undefined> =>
  (refresh ? await renew() : user.value)?.id_token;

/** @param next Where the person goes afterwards. @param personId One of the local cloud's demonstration. */
export const signIn = async (next: string, personId?: string): Promise<void> => {
  const oidc = await manager();
  forgetAll();
  await oidc.removeUser();
  await oidc.signinRedirect({
    state: next,
    ...(personId !== undefined && { extraQueryParams: { person: personId } }),
  });
};

/** Takes the code that the issuer has sent the person back with; returns where they wanted to go. */
export const completeSignIn = async (): Promise<string> => {
  const signedIn = await (await manager()).signinCallback();
  if (!signedIn) throw new Error('no session came back');
  user.value = signedIn;
  isExpired.value = false;
  dropDraftsOfOthers(signedIn.profile.sub);
  return typeof signedIn.state === 'string' && signedIn.state.startsWith('/') ? signedIn.state : '/';
};

/** Ends the session of this tab, and leaves the page. What it still asks for until then it asks for as before. */
export const signOut = async (): Promise<void> => {
  forgetAll();
  dropDraftsOfOthers();
  await (await manager()).removeUser();
  addEventListener('pagehide', () => document.getElementById('app')?.replaceChildren());
  const back = encodeURIComponent(`${location.origin}/`);
  location.assign(
    config.signOutUrl === ''
      ? '/'
      : `${config.signOutUrl}?client_id=${encodeURIComponent(config.clientId)}&logout_uri=${back}`,
  );
};
