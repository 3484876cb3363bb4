import openApi from '../../../../docs/openapi.json' with { type: 'json' };
import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { trackPage, trackPagePolicy } from '../../../../web/track/track-page.ts';
import { once } from '../../../composition/system.ts';
import { type ApiResponse, implement } from '../../../http/http-api.ts';
import { DOCS_PAGE_POLICY, docsPage } from '../docs-page/docs-page.ts';
import type { OpenApi } from '../docs-page/read-document.ts';
import { PUBLIC_FOR_AN_HOUR } from './open-api.ts';

export interface PlatformDependencies {
  readonly websocketUrl: string;
}

const page = (text: string, policy: string, headers: Readonly<Record<string, string>>): ApiResponse => ({
  status: 200,
  text,
  contentType: 'text/html; charset=utf-8',
  headers: { ...headers, 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' },
});

/** Made by our own generator, of which the page shows a part. */
const docs = once(() => docsPage(openApi as unknown as OpenApi));

export const getDocs = implement(PLATFORM_OPERATIONS.getDocs, async () =>
  page(docs(), DOCS_PAGE_POLICY, PUBLIC_FOR_AN_HOUR),
);

/** The same page for every number: it asks the API itself, so that nobody learns from it which numbers there are. */
export const getTrackingPage = implement(
  PLATFORM_OPERATIONS.getTrackingPage,
  async ({ params }, { websocketUrl }: PlatformDependencies) =>
    page(trackPage({ websocketUrl, trackingNumber: params.trackingNumber }), trackPagePolicy(websocketUrl), {
      'Cache-Control': 'no-cache',
    }),
);
