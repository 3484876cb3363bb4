import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../test/browser/support/browser.ts';
import type { BenchCloud } from '../rows/shared-cloud.ts';

export interface LoadingFigures {
  readonly page: string;
  /** Milliseconds from the address to the first text on the screen, and to what the reader came for. */
  readonly firstContent: number;
  readonly complete: number;
  /** Over the wire, headers of responses included. */
  readonly bytes: number;
}

/** A slow mobile network: 400 kbit/s each way, 400 ms there and back. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const RUNS = 5;
/** Run in the page: what a document brings is there before it is painted. */
const FIRST_CONTENT = `new Promise((resolve) =>
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint');
    if (paint) resolve(paint.startTime);
  }).observe({ type: 'paint', buffered: true }))`;

interface Visit {
  readonly page: string;
  readonly path: string;
  /** Is there when the reader sees what they came for. */
  readonly wanted: string;
}

const visit = async (browser: BrowserContext, api: string, { page: name, path, wanted }: Visit) => {
  const page = await browser.newPage();
  try {
    const session = await browser.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.clearBrowserCache');
    // A visit before this one has brought a worker, whose own requests are not slowed.
    await session.send('Network.setBypassServiceWorker', { bypass: true });
    await session.send('Network.emulateNetworkConditions', SLOW);
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    const begun = performance.now();
    await page.goto(`${api}${path}`, { waitUntil: 'commit' });
    await page.locator(wanted).first().waitFor();
    const complete = performance.now() - begun;
    const firstContent = await page.evaluate<number>(FIRST_CONTENT);
    // Content comes before the end of its document, of which the bytes are counted.
    await page.waitForLoadState('networkidle');
    if (bytes === 0) throw new Error(`${name} has brought no bytes`);
    return { page: name, firstContent, complete, bytes };
  } finally {
    await page.close();
  }
};

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

/** The number of a parcel that the carrier has announced. */
const parcelOf = async ({ client }: BenchCloud): Promise<string> => {
  const orderId = await client.createOrder('loading');
  for (const status of ['confirmed', 'processing'])
    await client.call('PUT', `/api/orders/${orderId}/status`, { status });
  const trackingNumber = '568283610012733';
  await client.call('POST', `/api/orders/${orderId}/shipments`, { trackingNumber, carrier: 'fedex' });
  return trackingNumber;
};

/** Pages as somebody sees them for the first time on a slow mobile network: medians of several visits. */
export const measureLoading = async (bench: BenchCloud): Promise<readonly LoadingFigures[]> => {
  const visits: readonly Visit[] = [
    { page: 'tracking page', path: `/track/${await parcelOf(bench)}`, wanted: '[data-status]' },
    { page: 'first page', path: '/', wanted: 'main h1' },
  ];
  await bench.drain();
  const { context, close } = await launchBrowser();
  try {
    const figures: LoadingFigures[] = [];
    for (const one of visits) {
      const runs: LoadingFigures[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await visit(context, bench.cloud.api, one));
      figures.push({
        page: one.page,
        firstContent: median(runs.map(({ firstContent }) => firstContent)),
        complete: median(runs.map(({ complete }) => complete)),
        bytes: median(runs.map(({ bytes }) => bytes)),
      });
    }
    return figures;
  } finally {
    await close();
  }
};
