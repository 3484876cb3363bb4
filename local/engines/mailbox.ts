import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import startMailServer from 'aws-ses-v2-local';
import mailStore, { type Email } from 'aws-ses-v2-local/dist/store.js';

/** Mails that the page shows, of some 25 KB each: older ones leave the memory, and stay in the outbox. */
export const MAX_SHOWN = 200;

/** The page that shows what was mailed last, and the SES API behind it. */
export interface Mailbox {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** A mail that the API has accepted, parsed; renamed, because the package's own ids are short and repeat. */
  take(messageId: string, newMessageId: string): Email | undefined;
  /** Hands in a mail of an earlier run. */
  restore(email: Email): void;
  clear(): void;
  stop(): Promise<void>;
}

/** The package is CommonJS: its default export comes as it is, or as a member of the module. */
const start = (
  typeof startMailServer === 'function'
    ? startMailServer
    : (startMailServer as { default: typeof startMailServer }).default
) as (config: { host: string; port: number }) => Promise<Server>;

/** The package keeps every mail for ever: a cloud that runs for hours would hold little else. */
const forgetOldest = (): void => {
  const { emails } = mailStore.getStoreReadonly();
  if (emails.length > MAX_SHOWN) emails.splice(0, emails.length - MAX_SHOWN);
};

/** Starts the mailbox. Its store is in memory: the outbox stores the mails and hands them in again after a restart. */
export async function startMailbox(port: number): Promise<Mailbox> {
  const server = await start({ host: '127.0.0.1', port });
  if (!server.listening) {
    throw new Error(`The mailbox cannot listen on port ${port}: is another local cloud running?`);
  }
  const address = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    take: (messageId, newMessageId) => {
      const email = mailStore.getStoreReadonly().emails.findLast((candidate) => candidate.messageId === messageId);
      if (email !== undefined) email.messageId = newMessageId;
      forgetOldest();
      return email;
    },
    restore: (email) => {
      mailStore.saveEmail(email);
      forgetOldest();
    },
    clear: () => mailStore.clearStore(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
