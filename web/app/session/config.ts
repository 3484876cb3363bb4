/** What the document says of its stage. */
export interface PageConfig {
  readonly websocketUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly signOutUrl: string;
}

export const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as PageConfig;

/** The local cloud signs people in itself, on the pages' own origin. */
export const isOnOneMachine = config.issuer.includes('/_local/oidc/');

/** Where the person is by name: `localhost` and `127.0.0.1` are one machine and two origins. */
export const issuer = isOnOneMachine ? `${location.origin}${new URL(config.issuer).pathname}` : config.issuer;
