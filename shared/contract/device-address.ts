import { DEVICE_PLATFORMS, type Device } from './channel-descriptor.ts';

/** A device as an address, as it is sent to and as it is disabled: `ios:<token>`; `web:<JSON of the subscription>`. */
export const addressOfDevice = ({ platform, token }: Device): string => `${platform}:${token}`;

/** What `addressOfDevice` wrote; `undefined` for anything else. */
export const deviceOfAddress = (address: string): Device | undefined => {
  const at = address.indexOf(':');
  const platform = DEVICE_PLATFORMS.find((known) => known === address.slice(0, at));
  const token = address.slice(at + 1);
  return platform === undefined || token === '' ? undefined : { platform, token };
};

/** Of a browser, the token is the JSON of its subscription; those of applications, in browsers as well, are no JSON. */
export const isOfBrowser = (token: string): boolean => token.startsWith('{');
