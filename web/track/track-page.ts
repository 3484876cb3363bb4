import { TRACK_PAGE_HTML, TRACK_PAGE_SCRIPT_HASH, TRACK_PAGE_STYLE_HASH } from './track-page-html.ts';

export interface TrackPageConfig {
  readonly websocketUrl: string;
  /** As it stands in the page's path. */
  readonly trackingNumber: string;
}

/** JSON that can end no script element and open no comment in it. */
const asScriptData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The page that follows a parcel live, with what it has to know written into it. */
export const trackPage = (config: TrackPageConfig): string =>
  TRACK_PAGE_HTML.replace('"CONFIG"', () => asScriptData(config));

/** Nothing from elsewhere, nothing that is not the page's own; the socket has an origin of its own. */
export const trackPagePolicy = (websocketUrl: string): string =>
  [
    "default-src 'none'",
    `script-src '${TRACK_PAGE_SCRIPT_HASH}'`,
    `style-src '${TRACK_PAGE_STYLE_HASH}'`,
    `connect-src 'self' ${new URL(websocketUrl).origin}`,
    // The shop's logo, from wherever the shop has it.
    'img-src data: https:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
