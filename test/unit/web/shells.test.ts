import { describe, expect, it } from 'vitest';
import { documentFunction, PAGE_PATHS } from '../../../lib/constructs/page-document.ts';
import { type BuiltChunks, shellFiles, shellList } from '../../../web/shell-files.ts';
import { appShell } from '../../../web/worker/shells.ts';

interface EdgeResult {
  readonly statusCode?: number;
}

/** Whether the function of the edge returns the document there. */
const edge = (() => {
  const config = { websocketUrl: '', issuer: '', clientId: '', signOutUrl: '' };
  const source = documentFunction(
    { html: '{"config":"here"}', worker: '', trackWorker: '', trackManifest: '' },
    config,
    [],
  );
  const handler = new Function(`${source}; return handler;`)() as (event: object) => EdgeResult;
  return (uri: string): boolean =>
    handler({ request: { method: 'GET', uri, headers: { accept: { value: 'text/html' } } } }).statusCode === 200;
})();

const PATHS = PAGE_PATHS.flatMap((path) =>
  path.endsWith('/*') ? [path.replace('*', 'one'), path.replace('*', 'one/two')] : [path],
);
const OF_THE_API = ['track', 'tracking', 'events', 'search', 'buyer', 'seller', 'user'].flatMap((name) => [
  `/orders/${name}`,
  `/orders/${name}/one`,
]);
const ELSEWHERE = [
  '/track',
  '/track/1Z999',
  '/t/token',
  '/u/token',
  '/api/orders',
  '/ordersome',
  '/_local',
  '/pages/x.js',
];

describe('which pages the app opens without a network', () => {
  const { isPage } = appShell('/pages/shell-1.json');

  it.each(PATHS)('%s', (path) => {
    expect([isPage(path), edge(path)]).toEqual([true, true]);
  });
  it.each(OF_THE_API)('%s is the API', (path) => {
    expect([isPage(path), edge(path)]).toEqual([false, false]);
  });
  it.each(ELSEWHERE)('%s is no page of the app', (path) => {
    expect(isPage(path)).toBe(false);
  });
});

const CHUNKS: BuiltChunks = {
  'index.html': { file: 'pages/index.js', isEntry: true, imports: ['_core.js'], css: ['pages/index.css'] },
  '_core.js': { file: 'pages/core.js' },
  'areas/customer/orders-page.vue': {
    file: 'pages/orders.js',
    isDynamicEntry: true,
    imports: ['_core.js', '_list.js'],
  },
  '_list.js': { file: 'pages/list.js', css: ['pages/list.css'] },
  'areas/docs/api-page.vue': { file: 'pages/reference.js', isDynamicEntry: true, imports: ['_core.js'] },
};

describe('which files it stores for that', () => {
  it('those of its document and of the areas that are used on the way, each once', () => {
    expect(shellFiles(CHUNKS)).toEqual([
      '/pages/core.js',
      '/pages/index.css',
      '/pages/index.js',
      '/pages/list.css',
      '/pages/list.js',
      '/pages/orders.js',
    ]);
  });
  it('under another name in each version of the document or of a file', () => {
    const path = (html: string, chunks: BuiltChunks) => shellList(html, chunks).path;
    const { 'index.html': index, ...others } = CHUNKS;
    if (index === undefined) throw new Error('no index');
    const changed = { ...others, 'index.html': { ...index, file: 'pages/index-2.js' } };
    expect(new Set([path('a', CHUNKS), path('b', CHUNKS), path('a', changed)]).size).toBe(3);
    expect(path('a', CHUNKS)).toBe(path('a', CHUNKS));
  });
  it('and a file that was not built is an error of the build', () => {
    expect(() => shellFiles({ 'index.html': { file: 'a.js', isEntry: true, imports: ['gone'] } })).toThrow('gone');
  });
});
