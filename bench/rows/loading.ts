import { measureLoading } from '../measures/loading.ts';
import type { Row } from '../report.ts';
import type { BenchCloud } from './shared-cloud.ts';

/** On 400 kbit/s with 400 ms: the tracking page's is fixed, the app's is its own size at that rate. */
const FIRST_CONTENT: Readonly<Record<string, number>> = { 'tracking page': 2_500 };
const TRACKING_KILOBYTES = 60;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** What a person waits for who opens a page for the first time on a slow mobile network. */
export const loadingRows = async (bench: BenchCloud): Promise<readonly Row[]> =>
  (await measureLoading(bench)).flatMap(({ page, firstContent, complete, bytes }): Row[] => {
    const budget = FIRST_CONTENT[page];
    return [
      {
        measure: `${page}, slow network: first content`,
        ours: seconds(firstContent),
        ...(budget !== undefined && { target: `≤ ${seconds(budget)}` }),
      },
      { measure: `${page}, slow network: what the reader came for`, ours: seconds(complete) },
      {
        measure: `${page}, over the wire`,
        ours: `${(bytes / 1024).toFixed(1)} KB`,
        ...(budget !== undefined && { target: `≤ ${TRACKING_KILOBYTES} KB` }),
      },
    ];
  });
