import { createHash } from 'node:crypto';
import type { ShopFace } from '../../shared/shops/shop.ts';
import { escaped } from '../escaped.ts';
import type { Facts } from './facts.ts';
import { markupOf } from './markup.ts';
import type { Known } from './source.ts';
import type { PageTexts } from './texts-shape.ts';
import { TRACK_PAGE_HTML, TRACK_PAGE_SCRIPT_HASH, TRACK_PAGE_STYLE_HASH } from './track-page-html.ts';

export interface TrackPageConfig {
  readonly websocketUrl: string;
  /** As it stands in the page's path. */
  readonly trackingNumber: string;
  /** When the document was written, ISO 8601: it may be opened later, without a network. */
  readonly madeAt: string;
  /** What the page was made of, for its script; of a parcel only, whose page is public. */
  readonly known?: Known;
  /** The link opens nothing any more: its script has nobody to ask. */
  readonly isEnded?: boolean;
}

export interface TrackPage {
  readonly html: string;
  /** Nothing from elsewhere, nothing that is not the page's own. */
  readonly policy: string;
}

/** JSON that can end no script element and open no comment in it. */
const asScriptData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** A colour of the shop's as it is stored. */
const COLOR = /^#[0-9a-f]{3,8}$/i;

/** In the dark the page's own colour stays, for nobody has checked the shop's on it. */
const accentStyle = (shop: ShopFace | undefined): string | undefined =>
  shop?.accentColor != null && COLOR.test(shop.accentColor) ? `:root{--shop-accent:${shop.accentColor}}` : undefined;

const policyOf = (websocketUrl: string, styles: readonly string[], isEnded: boolean): string =>
  [
    "default-src 'none'",
    `script-src '${TRACK_PAGE_SCRIPT_HASH}'`,
    `style-src ${styles.map((hash) => `'${hash}'`).join(' ')}`,
    // The socket has an origin of its own.
    `connect-src 'self' ${new URL(websocketUrl).origin}`,
    // The shop's logo, from wherever the shop has it.
    "img-src 'self' data: https:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    // The form for who has no script.
    isEnded ? "form-action 'self'" : "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * The page of a parcel or an order with what is known of it, which its script then follows live.
 *
 * @param query what the page's address says, for its links to other languages.
 */
export const trackPage = (
  config: TrackPageConfig,
  facts: Facts,
  texts: PageTexts,
  query: Readonly<Record<string, string>>,
): TrackPage => {
  const { top, status, history } = markupOf(facts, texts, query);
  const accent = accentStyle(facts.shop);
  const parts: Readonly<Record<string, string>> = {
    en: texts.language,
    TITLE: escaped(facts.title),
    // Where another link is asked for, nothing that is typed is lost.
    '<!--REFRESH-->': facts.isEnded ? '' : '<noscript><meta http-equiv="refresh" content="60" /></noscript>',
    '<!--ACCENT-->': accent === undefined ? '' : `<style>${accent}</style>`,
    '<!--TOP-->': top,
    '<!--STATUS-->': status,
    '<!--HISTORY-->': history,
    '"CONFIG"': asScriptData(config),
  };
  // In one pass: what was put in is not looked at again.
  const html = TRACK_PAGE_HTML.replace(
    /(?<=<html lang=")en(?=">)|(?<=<title>)TITLE|<!--(?:REFRESH|ACCENT|TOP|STATUS|HISTORY)-->|(?<=id="config">)"CONFIG"/g,
    (name) => parts[name] ?? '',
  );
  const accentHash = accent && `sha256-${createHash('sha256').update(accent).digest('base64')}`;
  const styles = [TRACK_PAGE_STYLE_HASH, ...(accentHash ? [accentHash] : [])];
  return { html, policy: policyOf(config.websocketUrl, styles, facts.isEnded === true) };
};
