import { createHash } from 'node:crypto';
import { PEOPLE } from './people.ts';

const STYLE = [
  ':root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#f2f5f7;color:#16202b}',
  'main{max-width:560px;margin:0 auto;padding:32px 16px}h1{font-size:27px;margin:0 0 8px}p{margin:0 0 16px}',
  'a{display:flex;justify-content:space-between;gap:12px;min-height:44px;align-items:center;padding:4px 16px;margin:0 0 8px;',
  'background:#fff;color:#16202b;border:1px solid #7b8996;border-radius:8px;text-decoration:none;font-weight:600}',
  'a:focus-visible{outline:3px solid #0b6e6e;outline-offset:2px}span{color:#51606f;font-weight:400}',
  '@media(prefers-color-scheme:dark){body{background:#0f161d;color:#e9eff4}a{background:#18222c;color:#e9eff4}span{color:#a6b4c1}}',
].join('');

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** No script, and one style. */
export const SIGN_IN_POLICY = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The people of the demonstration, one click each: the same request again, with a person in it. */
export function signInPage(url: URL): string {
  const links = PEOPLE.map(({ id, name, part }) => {
    const target = new URL(url);
    target.searchParams.set('person', id);
    return `<a href="${escaped(`${target.pathname}${target.search}`)}">${escaped(name)} <span>${escaped(part)}</span></a>`;
  });
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>Sign in to the local cloud</title><style>${STYLE}</style></head><body><main><h1>Who are you?</h1>` +
    `<p>The local cloud signs in the people of its demonstration.</p>${links.join('')}</main></body></html>`
  );
}
