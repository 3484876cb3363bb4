import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPILED_PAGE_PATH, compiledPage } from '../../../web/track/build.ts';
import { endedFacts, type Facts } from '../../../web/track/facts.ts';
import { dateLocaleFor, TEXTS, textsFor } from '../../../web/track/texts.ts';
import { type TrackPageConfig, trackPage } from '../../../web/track/track-page.ts';
import { namesIn, textsOf } from '../../support/texts.ts';

const config = {
  websocketUrl: 'wss://live.example/prod',
  trackingNumber: '122816215025810',
  madeAt: '2026-11-27T08:00:00.000Z',
};
const FACTS: Facts = {
  title: 'In transit · Oils',
  headline: 'In transit',
  tone: 'moving',
  status: 'in_transit',
  reference: 'FEDEX 122816215025810',
  next: 'Next: Out for delivery',
  shop: { name: 'Oils', storeName: 'Oils', logoUrl: null, accentColor: '#a01010', supportContact: 'help@oils.example' },
  steps: [
    { text: 'Placed', state: 'done' },
    { text: 'On the way', state: 'current' },
  ],
  days: [
    {
      day: 'Friday 27 November',
      entries: [{ what: 'Arrived', where: 'Toledo, ES', at: '2026-11-27T08:00:00Z', when: '08:00 UTC' }],
    },
  ],
};
const pageOf = (facts: Facts = FACTS, more: Partial<TrackPageConfig> = {}) =>
  trackPage({ ...config, ...more }, facts, TEXTS.en, { token: 'a.b' });

describe('the tracking page', () => {
  it('is what its sources make', async () => {
    expect(await readFile(COMPILED_PAGE_PATH, 'utf8')).toBe(await compiledPage());
  });

  it('needs nothing from elsewhere', () => {
    expect(pageOf().html).not.toMatch(/(?:src|href)="https?:|@import|url\(/);
  });

  it('has at most 60 KB, compressed, with as much as it ever shows', () => {
    const entries = Array.from({ length: 50 }, (_, index) => ({
      what: `Arrived at facility ${createHash('md5').update(String(index)).digest('hex')}`,
      where: `Place ${createHash('md5').update(`place ${index}`).digest('hex')}, ES`,
      at: `2026-11-27T08:${String(index).padStart(2, '0')}:00Z`,
      when: `27 Nov 2026, 08:${index} UTC`,
      mapUrl: `https://maps.example/?query=${index}`,
    }));
    const { html } = pageOf(
      { ...FACTS, days: [{ day: 'Friday', entries }] },
      { known: { response: { scans: entries } as never, etag: '"1"' } },
    );
    expect(gzipSync(html).length).toBeLessThan(60 * 1024);
  });

  it('offers another link without its script where a link has ended, and does not load itself anew meanwhile', () => {
    const ended = trackPage({ ...config, isEnded: true }, endedFacts(TEXTS.es), TEXTS.es, {});
    const form = /<noscript>(?:(?!<\/noscript>).)*<form(?:(?!<\/noscript>).)*<\/noscript>/.exec(ended.html)?.[0] ?? '';
    expect(form).toContain('action="/api/orders/track" method="get"');
    expect([...form.matchAll(/name="(\w+)"/g)].map(([, name]) => name)).toEqual(['number', 'email']);
    expect(ended.policy).toContain("form-action 'self'");
    expect(ended.html).not.toContain('http-equiv="refresh"');
    expect(pageOf().html).toContain('http-equiv="refresh"');
    expect(pageOf().policy).toContain("form-action 'none'");
  });

  it("allows its own script and styles, the shop's accent among them, its own service, and the socket", () => {
    const { html, policy } = pageOf();
    const hashes = (tag: string) =>
      [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
        ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
      );
    expect(hashes('style')).toHaveLength(2);
    expect(policy).toContain(`script-src ${hashes('script').join(' ')};`);
    expect(policy).toContain(`style-src ${hashes('style').join(' ')};`);
    expect(policy).toContain("connect-src 'self' wss://live.example;");
  });

  it('says everything without its script', () => {
    const { html } = pageOf();
    const body = html.slice(0, html.indexOf('id="config"')).replace(/<[^>]*>/g, ' ');
    for (const text of [
      'In transit · Oils',
      'FEDEX 122816215025810',
      'Next: Out for delivery',
      'Arrived',
      'Toledo, ES',
      'Friday 27 November',
      '08:00 UTC',
      'help@oils.example',
      'On the way',
    ])
      expect(body).toContain(text);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('href="?token=a.b&amp;lang=es"');
    expect(html).toContain('aria-current="step"');
  });

  it('lets no number out of its element', () => {
    const { html } = pageOf(FACTS, { trackingNumber: '</script><script>alert(1)</script>$&' });
    expect(html).not.toContain('<script>alert');
    const [, json = ''] = /id="config">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(json)).toMatchObject({ trackingNumber: '</script><script>alert(1)</script>$&' });
  });

  it('writes whatever it is given as text', () => {
    const plain = pageOf()
      .html.replace(/<[^>]*>/g, '<>')
      .match(/<>/g)?.length;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'$`!-/ TOPab') }), (text) => {
        const facts: Facts = {
          ...FACTS,
          title: text,
          headline: text,
          reference: text,
          next: text,
          shop: { name: text, storeName: text, logoUrl: null, accentColor: '#a01010', supportContact: `x@${text}` },
          steps: FACTS.steps.map((step) => ({ ...step, text })),
          days: [
            {
              day: text,
              entries: [{ what: text, where: text, at: text, when: text, mapUrl: 'https://maps.example/?a' }],
            },
          ],
        };
        const { html } = pageOf(facts);
        const shown = html.slice(0, html.indexOf('id="config"'));
        const without = pageOf({ ...facts, title: '', headline: '', reference: '', next: '' }).html;
        // As many elements as with texts that hold no markup.
        expect(shown.split('<').length).toBe(without.slice(0, without.indexOf('id="config"')).split('<').length);
        expect(shown).toContain(
          `<title>${text.replace(/[&<>"]/g, (c) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[c]};`)}</title>`,
        );
      }),
    );
    expect(plain).toBeGreaterThan(50);
  });

  it.each([
    [['es-MX', 'en'], 'es'],
    [['fr', 'es'], 'es'],
    [['ro-MD', 'ru'], 'ro'],
    [['ru-RU', 'en'], 'ru'],
    // Rombo, whose name begins as Romanian's does.
    [['rof', 'es'], 'es'],
    [['de'], 'en'],
    [[], 'en'],
  ])('%j is spoken to in %s', (languages, language) => {
    expect(textsFor(languages).language).toBe(language);
  });

  it.each([
    [['de', 'ro-MD', 'ro'], 'ro-MD'],
    [['de'], 'en'],
    [['ES-mx'], 'ES-mx'],
  ])('%j has dates as in %s', (languages, locale) => {
    expect(dateLocaleFor(languages, textsFor(languages))).toBe(locale);
  });

  it('says every text in every language, with the same names to fill in, and none as in English', () => {
    const english = textsOf(TEXTS.en);
    for (const { language, ...texts } of [TEXTS.es, TEXTS.ro, TEXTS.ru]) {
      const recorded = textsOf(texts);
      expect([...recorded.keys(), '.language'].toSorted()).toEqual([...english.keys()].toSorted());
      for (const [path, text] of recorded) {
        expect(text.trim(), `${language}${path}`).toBeTruthy();
        expect(text, `${language}${path}`).not.toBe(english.get(path));
        expect(namesIn(text), `${language}${path}`).toEqual(namesIn(english.get(path) ?? ''));
      }
    }
  });
});
