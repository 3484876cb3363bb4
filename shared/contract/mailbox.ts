/** E-mail addresses as people have them: with letters of any script on both sides of the `@` (RFC 6531, RFC 5890). */

const MAX_OCTETS = 254;
const MAX_LOCAL_OCTETS = 64;

/** RFC 5322's dot-atom, with RFC 6532's letters. */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** RFC 5322's quoted-string, as far as people have it: with blanks, and dots anywhere. */
const QUOTED_LOCAL = /^"[\p{L}\p{M}\p{N} !#$%&'*+./=?^_`{|}~-]+"$/u;
/** These have given out mailboxes whose dots stand together or at the end: `ana..ruiz.@docomo.ne.jp`. */
const FREE_DOTS: ReadonlySet<string> = new Set(['docomo.ne.jp', 'ezweb.ne.jp', 'au.com']);
const LOCAL_WITH_FREE_DOTS = /^[a-z\d_-][a-z\d._-]*$/i;
/** What a domain may be written with, joiners of Persian and Indic labels and ideographic stops included. */
const DOMAIN_TEXT = /^(?:[\p{L}\p{M}\p{N}.\u3002-]|\u200c|\u200d){1,253}$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LEVEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

const octets = (text: string): number => new TextEncoder().encode(text).length;

/** The domain as DNS and SMTP know it: lower case, each label in ASCII (UTS #46). `undefined` where it cannot be one. */
const asciiDomain = (domain: string): string | undefined => {
  if (!DOMAIN_TEXT.test(domain)) return undefined;
  const url = `http://${domain}/`;
  const ascii = URL.canParse(url) ? new URL(url).hostname : '';
  const labels = ascii.split('.');
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label)) && TOP_LEVEL.test(labels.at(-1) ?? '');
  return isName ? ascii : undefined;
};

const partsOf = (address: string): readonly [string, string] => {
  const at = address.lastIndexOf('@');
  return at < 1 ? ['', ''] : [address.slice(0, at), address.slice(at + 1)];
};

const withoutStop = (text: string): string =>
  text
    .trim()
    .replace(/[.,;]$/, '')
    .trim();

/** A link has more behind the address: `mailto:ana@example.com?subject=Order`. */
const withoutScheme = (text: string): string =>
  /^mailto:/i.test(text) ? text.slice('mailto:'.length).replace(/\?.*$/s, '') : text;

/** The address in `Ana Ruiz <ana@example.com>`, `mailto:ana@example.com`, or beside a full stop or comma that is not part of it. */
const bare = (text: string): string => {
  const written = withoutStop(text);
  const open = written.lastIndexOf('<');
  const inner = open >= 0 && written.endsWith('>') ? written.slice(open + 1, -1) : written;
  return withoutStop(withoutScheme(inner.trim()));
};

const isMailboxName = (local: string, domain: string): boolean =>
  LOCAL.test(local) || QUOTED_LOCAL.test(local) || (FREE_DOTS.has(domain) && LOCAL_WITH_FREE_DOTS.test(local));

/**
 * One address in the form that is stored: the local part as it was written, the domain in lower case and in its own
 * script. `undefined` where the text is no address.
 */
export const readMailbox = (text: string): string | undefined => {
  if (text.length > MAX_OCTETS * 2) return undefined;
  const [local, domain] = partsOf(bare(text).normalize('NFC'));
  const ascii = asciiDomain(domain);
  if (ascii === undefined || !isMailboxName(local, ascii) || octets(local) > MAX_LOCAL_OCTETS) return undefined;
  return octets(local) + 1 + ascii.length > MAX_OCTETS ? undefined : `${local}@${domain.toLowerCase()}`;
};

/** The form in which mail services take a local part: quoted where its dots would be refused. */
const sendable = (local: string): string => (LOCAL.test(local) || QUOTED_LOCAL.test(local) ? local : `"${local}"`);

/** The address as it goes to a mail service: SES takes a domain in ASCII only. The local part is the mailbox owner's own. */
export const asciiMailbox = (address: string): string => {
  const [local, domain] = partsOf(address);
  const ascii = asciiDomain(domain);
  return ascii === undefined ? address : `${sendable(local)}@${ascii}`;
};

/** By which two spellings of one mailbox are the same: case, and the script of the domain, say nothing. */
export const mailboxKey = (text: string): string => asciiMailbox(readMailbox(text) ?? text.trim()).toLowerCase();
