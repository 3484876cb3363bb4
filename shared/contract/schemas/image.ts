import * as z from 'zod';
import { isRecord } from './without-blanks.ts';

const MAX_URL_CHARACTERS = 2_048;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** A host with a dot, a port perhaps, then a path: `cdn.example/a.png`, and not `images/a.png` or `a.png`. */
const HOST_AND_PATH = /^(?:[\p{L}\p{N}-]{1,63}\.){1,10}\p{L}{2,63}(?::\d{1,5})?\//u;

const withScheme = (text: string): string | undefined => {
  if (text.startsWith('//')) return `https:${text}`;
  if (HAS_SCHEME.test(text) && !HOST_AND_PATH.test(text)) return text;
  return HOST_AND_PATH.test(text) ? `https://${text}` : undefined;
};

/** The picture's address in full, or nothing where there is none that a page of another origin could show. */
const imageUrl = (text: string): string | undefined => {
  const url = withScheme(text.trim().replaceAll('\\', '/'));
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= MAX_URL_CHARACTERS ? href : undefined;
};

/** A picture is never worth an order: what no page could show (relative, `data:`) is left out. */
export const image = z
  .string()
  .transform(imageUrl)
  .meta({
    description: 'An `http` or `https` URL; the scheme is optional. Other values are omitted.',
    examples: ['https://cdn.example/oil.jpg', '//cdn.example/oil.jpg'],
    'x-lenient': true,
  });

const NAMES_OF_URL = ['url', 'src', 'href'];

/** Of an object that shops have for a picture its address, of several pictures the first. */
const addressOf = (value: unknown): unknown => {
  const picture = Array.isArray(value) ? value[0] : value;
  return isRecord(picture) ? NAMES_OF_URL.map((name) => picture[name]).find((url) => typeof url === 'string') : picture;
};

/** The same of an order that was paid, as shops have pictures: what no page could show does not fit, to be set aside. */
export const checkoutImage = z.preprocess(
  addressOf,
  z
    .string()
    .transform((text, context) => {
      const url = imageUrl(text);
      if (url !== undefined) return url;
      context.addIssue({ code: 'custom', message: 'Must be an http or https URL' });
      return z.NEVER;
    })
    .meta(image.meta() ?? {}),
);
