/** The `From` of our mails, and whether a refusal speaks of it. */

/** `Name <a@b>` or `a@b`. */
export const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1]?.trim() ?? from.trim();

const ADDRESS = /^[\w!#$%&'*+/=?^`{|}~.-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$/i;
const DOTS = /^\.|\.\.|\.@/;
/** Words or a quoted text, as RFC 5322 has them; SES wants other characters encoded. */
const NAME = /^(?:[\w !#$%&'*+/=?^`{|}~-]*|"(?:[^"\\\r\n\u0080-\uffff]|\\[ -~])*")$/;

/** A mailer that is misconfigured has every mail refused, in the words that a wrong addressee has. */
export const isSoundSender = (from: string): boolean => {
  const address = addressIn(from);
  const open = from.lastIndexOf('<');
  return ADDRESS.test(address) && !DOTS.test(address) && NAME.test(open < 0 ? '' : from.slice(0, open).trim());
};

const ADDRESSES = /[^\s<>'"`:,;()[\]]+@[^\s<>'"`:,;()[\]]+/g;
const HOSTS = /[a-z0-9-]+(?:\.[a-z0-9-]+)+/g;
/** Fields of the request that are ours to fill, in any spelling, and resources of the account. */
const FIELDS = /from.?e-?mail.?address|reply.?to|return.?path|\bsource.?arn|\barn:/;
const WORDS = /\b(?:from|source|sender|reply|your|account|tenant|identity)\b/i;

/**
 * Whether a refusal names our address, its domain, or a part of the request or account that is ours.
 *
 * @param unquoted The same text without what it quotes, which may read like anything
 */
export const speaksOfSender = (text: string, unquoted: string, from: string): boolean => {
  const said = text.toLowerCase();
  const address = addressIn(from).toLowerCase();
  const bare = (found: string): string => found.replace(/^\.+|\.+$/g, '');
  const others = said.replace(ADDRESSES, ' ');
  return (
    (said.match(ADDRESSES) ?? []).map(bare).includes(address) ||
    (others.match(HOSTS) ?? []).map(bare).includes(address.slice(address.lastIndexOf('@') + 1)) ||
    FIELDS.test(others) ||
    WORDS.test(unquoted)
  );
};
