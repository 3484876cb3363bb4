import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { acceptedWeight, prefers } from '../../../functions/http/accept.ts';
import { MISSING_TEXTS } from '../../../web/home/missing-page.ts';
import { HOME_TEXTS } from '../../../web/home/texts.ts';
import { type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

describe('Accept', () => {
  it.each<[string | undefined, string, number]>([
    [undefined, 'text/html', 1],
    ['', 'text/html', 1],
    ['*/*', 'text/html', 1],
    ['text/*;q=0.3, */*;q=0.1', 'text/html', 0.3],
    ['TEXT/HTML;Q=0.5', 'text/html', 0.5],
    ['text/html;level=1;q=0.4', 'text/html', 0.4],
    ['application/json', 'text/html', 0],
    ['text/html;q=2', 'text/html', 0],
    ['text/html;q=x', 'text/html', 0],
  ])('%s weighs %s %d', (header, type, weight) => {
    expect(acceptedWeight(header, type)).toBe(weight);
  });

  it('a wish for both alike is none', () => {
    expect(prefers('*/*', 'text/html', 'application/json')).toBe(false);
    expect(prefers('text/html,application/xhtml+xml,*/*;q=0.8', 'text/html', 'application/json')).toBe(true);
  });
});

describe('the first page', () => {
  it.each([
    [undefined, 'en'],
    ['es-MX, en;q=0.5', 'es'],
    ['ro', 'ro'],
    ['de, ru;q=0.7', 'ru'],
  ] as const)('for %s speaks %s', async (language, locale) => {
    const headers = language === undefined ? {} : { 'accept-language': language };
    const { status, text, headers: sent } = await api.call('GET', '/', { headers });
    expect([status, sent['Content-Language'], sent['Content-Type']]).toEqual([200, locale, 'text/html; charset=utf-8']);
    expect(text).toContain(`<html lang="${locale}">`);
    for (const word of [HOME_TEXTS[locale].title, HOME_TEXTS[locale].send]) expect(text).toContain(word);
  });

  it('asks nobody else for anything, and runs only its own script', async () => {
    const { text, headers } = await api.call('GET', '/');
    expect(text.match(/(?:src|href|action)="[^"]*"/g)?.filter((one) => !/="(?:\/[a-z_/]*|data:,)"/.test(one))).toEqual(
      [],
    );
    const script = /<script>(.*)<\/script>/s.exec(text)?.[1] ?? '';
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
    for (const part of [script, style]) {
      expect(headers['Content-Security-Policy']).toContain(createHash('sha256').update(part).digest('base64'));
    }
    expect(headers['Content-Security-Policy']).toMatch(/default-src 'none'.*form-action 'self'/);
    expect(text).toContain('href="/docs"');
  });

  it('every field has a label and a hint, and every language every word', async () => {
    const { text } = await api.call('GET', '/');
    const ids = [...text.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['parcel', 'order', 'email']);
    for (const id of ids) expect(text).toMatch(new RegExp(`<label for="${id}">[^<]+</label>.*id="${id}-hint">[^<]+<`));
    for (const texts of Object.values(HOME_TEXTS))
      expect(Object.values(texts).filter((word) => word === '')).toEqual([]);
  });

  it('puts an order number into its form as text', async () => {
    const { text } = await api.call('GET', `/?order=${encodeURIComponent('"><script>x</script>')}`);
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
  });

  it.each([
    ['1228 1621 5025 810', '/track/122816215025810'],
    ['#1z999aa10123456784', '/track/1Z999AA10123456784'],
    ['2026 1234 5678', '/track/202612345678'],
    ['ord 2026 000173', '/?order=ORD-2026-000173'],
    ['2026-000173', '/?order=ORD-2026-000173'],
    ['//evil.example/x', '/'],
    ['', '/'],
    ['?', '/'],
  ])('leads from %j to %s', async (number, location) => {
    const { status, headers } = await api.call('GET', `/track?${new URLSearchParams({ number })}`);
    expect([status, headers.Location]).toEqual([303, location]);
  });

  it('sends a page to a browser’s form, the same for every number, and JSON to a program', async () => {
    const ask = (number: string, accept: string) =>
      api.call('GET', `/api/orders/track?${new URLSearchParams({ number, email: 'ana@example.com' })}`, {
        headers: { accept, 'accept-language': 'es' },
      });
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const page = await ask('ord 2026 000001', browser);
    expect([page.status, page.headers['Content-Language']]).toEqual([202, 'es']);
    expect(page.text).toContain(HOME_TEXTS.es.requestedHint);
    expect((await ask('ORD-1999-000009', browser)).text).toBe(page.text);
    expect((await ask('ORD-2026-000002', '*/*')).body).toEqual({ accepted: true });
  });
});

describe('an address where there is nothing', () => {
  const browser = {
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'es',
  };

  it.each(['/nothing', '/t/ended', '/u/ended', '/orders2/x', '/%3Cscript%3E'])(
    'says so to a person, and leads to the first page: %s',
    async (path) => {
      const { status, text, headers } = await api.call('GET', path, { headers: browser });
      expect([status, headers['Content-Type'], headers['Content-Language']]).toEqual([
        404,
        'text/html; charset=utf-8',
        'es',
      ]);
      expect(text).toContain(MISSING_TEXTS.es.title);
      expect(headers['Content-Security-Policy']).toContain(
        createHash('sha256')
          .update(/<style>(.*)<\/style>/s.exec(text)?.[1] ?? '')
          .digest('base64'),
      );
      expect(text).toContain('href="/"');
      expect(text).not.toContain('<script>alert');
    },
  );

  it.each([
    ['GET', '/nothing', {}],
    ['GET', '/nothing', { accept: '*/*' }],
    ['GET', '/api/nothing', browser],
    ['GET', '/api/notifications/nothing/here', browser],
    ['POST', '/u/ended', browser],
  ])('is a problem for programs: %s %s', async (method, path, headers) => {
    const { status, headers: sent } = await api.call(method, path, { headers });
    expect([status, sent['Content-Type']]).toEqual([404, 'application/problem+json']);
  });
});
