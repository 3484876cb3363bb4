import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { COMPILED_PAGE_PATH, compiledPage } from '../../../web/track/build.ts';
import { dateLocaleFor, TEXTS, textsFor } from '../../../web/track/texts.ts';
import { trackPage, trackPagePolicy } from '../../../web/track/track-page.ts';
import { namesIn, textsOf } from '../../support/texts.ts';

const config = { websocketUrl: 'wss://live.example/prod', trackingNumber: '122816215025810' };

describe('the tracking page', () => {
  it('is what its sources make', async () => {
    expect(await readFile(COMPILED_PAGE_PATH, 'utf8')).toBe(await compiledPage());
  });

  it('needs nothing from elsewhere', () => {
    expect(trackPage(config)).not.toMatch(/(?:src|href)="https?:|@import|url\(/);
  });

  it('allows its own script and style, its own service, and the socket', () => {
    const html = trackPage(config);
    const hashOf = (tag: string) => {
      const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html) ?? [];
      return `sha256-${createHash('sha256').update(text).digest('base64')}`;
    };
    const policy = trackPagePolicy(config.websocketUrl);
    expect(policy).toContain(`script-src '${hashOf('script')}'`);
    expect(policy).toContain(`style-src '${hashOf('style')}'`);
    expect(policy).toContain("connect-src 'self' wss://live.example;");
  });

  it('lets no number out of its element', () => {
    const html = trackPage({ ...config, trackingNumber: '</script><script>alert(1)</script>$&' });
    expect(html).not.toContain('<script>alert');
    const [, json = ''] = /id="config">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(json)).toMatchObject({ trackingNumber: '</script><script>alert(1)</script>$&' });
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
