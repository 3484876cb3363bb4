import { SourceMap } from 'node:module';

/** `at handler (file:///var/task/index.mjs:12:3456)`: the file and its place, as Node writes them. */
const PLACE = /(?:file:\/\/)?\/var\/task\/index\.mjs:(\d+):(\d+)/g;

/**
 * A stack trace of a deployed function with the places in its sources. What the map does not know stays as it is.
 *
 * @param map Of the very bundle that was deployed: the same sources give the same bytes.
 */
export const withOriginalPositions = (trace: string, map: string): string => {
  const sources = new SourceMap(JSON.parse(map));
  return trace.replaceAll(PLACE, (place, line: string, column: string) => {
    // Zero-based in the map.
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry) || entry.originalSource === undefined) return place;
    const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
};
