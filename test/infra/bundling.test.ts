import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUNDLE_SIZES_FILE, bundleEntries, bundleFunctions } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { ENVIRONMENTS } from '../../shared/contract/environment.ts';

/** Bundles `entry.ts` of a project. */
const bundleEntry = async (root: string, sourceMaps = false) =>
  (await bundleEntries(root, { entry: 'entry.ts' }, sourceMaps)).entry;

const PREFLIGHT = {
  version: '2.0',
  rawPath: '/health',
  rawQueryString: '',
  headers: {},
  requestContext: { requestId: 'r', http: { method: 'OPTIONS', path: '/health', sourceIp: '127.0.0.1' } },
};

/** Calls the handler of the bundle in the working directory as Lambda does; fails where it gives no 204. */
const CALLS_HANDLER = `
  const { handler } = await import(process.cwd() + '/index.mjs');
  const { statusCode } = await handler(${JSON.stringify(PREFLIGHT)}, { getRemainingTimeInMillis: () => 1000 });
  process.exit(statusCode === 204 ? 0 : 1);`;

const WITH_X_RAY = {
  AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:9',
  _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793',
  POWERTOOLS_METRICS_NAMESPACE: 'wismo',
};

/** Runs the bundle in a process of its own: its exit code. */
const runIn = (root: string, env: Readonly<Record<string, string>>): number | null =>
  spawnSync(process.execPath, ['--input-type=module', '-e', CALLS_HANDLER], { cwd: root, env }).status;

const project = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const root = mkdtempSync(join(tmpdir(), 'wismo-bundling-'));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  }
  return root;
};

const everyFunction = (contents = (id: string): string => `export const handler = async () => '${id}';`) =>
  Object.fromEntries(FUNCTION_IDS.map((id) => [FUNCTION_ENTRIES[id], contents(id)]));

const imported = async (root: string, code: Uint8Array) => {
  const path = join(root, 'bundle.mjs');
  writeFileSync(path, code);
  return (await import(pathToFileURL(path).href)) as { readonly handler: () => Promise<unknown> };
};

describe('bundling one function', () => {
  it("asks the process for Node's own modules, however they are imported", async () => {
    const root = project({
      'entry.ts': `
        import { createHash } from 'node:crypto';
        import path from 'path';
        import * as os from 'node:os';
        import old from './old.cjs';
        export const handler = async () => [
          createHash('sha256').update('a').digest('hex').slice(0, 4), path.posix.join('a', 'b'), typeof os.cpus, old.kind,
          typeof (await import('node:zlib')).gzipSync,
        ];`,
      'old.cjs': `const { EventEmitter } = require('events'); module.exports = { kind: typeof EventEmitter };`,
    });
    const { code } = await bundleEntry(root);
    expect(Buffer.from(code).toString()).not.toMatch(/\bimport\s*[{"'*]|\brequire\(/);
    const { handler } = await imported(root, code);
    expect(await handler()).toEqual(['ca97', 'a/b', 'function', 'function', 'function']);
  });

  it("loads Node's modules that few requests need when something of them is first used", async () => {
    const root = project({
      'entry.ts': `
        import { createHash } from 'node:crypto';
        import * as net from 'node:net';
        import { promisify } from 'node:util';
        import zlib, { constants, gunzipSync, gzipSync } from 'node:zlib';
        const loadedAtStart = asked();
        export const handler = async () => [
          loadedAtStart, typeof createHash, net.isIPv6('::1'), typeof promisify(setTimeout), zlib.gzipSync === gzipSync,
          constants.BROTLI_PARAM_QUALITY, gunzipSync(gzipSync('a')).toString(), asked(),
        ];
        function asked() { return globalThis.askedFor.join(' '); }`,
    });
    const { code } = await bundleEntry(root);
    const find = process.getBuiltinModule;
    const asked: string[] = [];
    Object.assign(globalThis, { askedFor: asked });
    process.getBuiltinModule = ((name: string) => {
      asked.push(name);
      return find(name);
    }) as typeof find;
    try {
      const { handler } = await imported(root, code);
      const [atStart, ...used] = (await handler()) as readonly unknown[];
      expect(atStart).toBe('crypto');
      expect(used).toEqual(['function', true, 'function', true, 1, 'a', 'crypto net util zlib']);
    } finally {
      process.getBuiltinModule = find;
    }
  });

  it('keeps a dynamic import lazy', async () => {
    const root = project({
      'entry.ts': `
        globalThis.loaded = [];
        export const handler = async () => { await import('./heavy.ts'); await import('./old.cjs'); return globalThis.loaded; };`,
      'heavy.ts': `globalThis.loaded.push('heavy'); export const heavy = true;`,
      'old.cjs': `globalThis.loaded.push('old'); module.exports = {};`,
    });
    const { handler } = await imported(root, (await bundleEntry(root)).code);
    expect((globalThis as { loaded?: readonly string[] }).loaded).toEqual([]);
    expect(await handler()).toEqual(['heavy', 'old']);
  });

  it('puts the tracer into a file beside the bundle, which finds it there once X-Ray is on', async () => {
    const { code, parts } = (await bundleEntries(process.cwd(), { PlatformApi: FUNCTION_ENTRIES.PlatformApi }))
      .PlatformApi;
    expect(Object.keys(parts)).toContain('tracer.mjs');
    const index = Buffer.from(code).toString();
    expect(runIn(project({ 'index.mjs': index, ...parts }), WITH_X_RAY)).toBe(0);
    expect(runIn(project({ 'index.mjs': index }), WITH_X_RAY)).not.toBe(0);
    expect(runIn(project({ 'index.mjs': index }), {})).toBe(0);
  });

  it('puts JSON that is loaded later into a file beside the bundle, as it is', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => ({ n, text: `a "quoted" \u2028 ${'`'} \\ ñ ${n}` }));
    const sources = project({
      'docs/openapi.json': JSON.stringify({ rows }, null, 2),
      'entry.ts': `
        export const handler = async () => (await import('./docs/openapi.json', { with: { type: 'json' } })).default;`,
    });
    const { code, parts } = await bundleEntry(sources);
    expect(Object.keys(parts)).toEqual(['openapi.json']);
    expect(code.byteLength).toBeLessThan(1024);
    const { handler } = await imported(project(parts), code);
    expect(await handler()).toEqual({ rows });
  });

  it('leaves out credentials that no function has, and says so where they are looked for', async () => {
    const root = project({
      'entry.ts': `
        export const handler = async () => import('@aws-sdk/credential-provider-sso').catch((error) => error.message);`,
    });
    const { handler } = await imported(root, (await bundleEntry(root)).code);
    expect(await handler()).toBe(
      'There are no credentials in the environment, and @aws-sdk/credential-provider-sso is not part of a function.',
    );
  });

  it('leaves out event streams, which no operation of a function has, and says so where they are looked for', async () => {
    const root = project({
      'entry.ts': `export const handler = async () => import('@smithy/core/event-streams').catch((error) => error.message);`,
    });
    const { handler } = await imported(root, (await bundleEntry(root)).code);
    expect(await handler()).toBe('Event streams of AWS are not part of a function.');
  });

  it('takes pages, templates and pictures as text', async () => {
    const endings = ['html', 'liquid', 'css', 'svg'];
    const root = project({
      ...Object.fromEntries(endings.map((ending) => [`a.${ending}`, `<${ending}>`])),
      'entry.ts': `${endings.map((ending) => `import ${ending} from './a.${ending}';`).join('\n')}
        export const handler = async () => [${endings.join(', ')}].join('');`,
    });
    const { handler } = await imported(root, (await bundleEntry(root)).code);
    expect(await handler()).toBe('<html><liquid><css><svg>');
  });

  it('gives the same bytes wherever the project lies, with a source map or without', async () => {
    const files = {
      'entry.ts': `import { a } from './a.ts'; export const handler = a;`,
      'a.ts': 'export const a = 1;',
    };
    const [one, other] = await Promise.all([bundleEntry(project(files)), bundleEntry(project(files), true)]);
    expect(Buffer.from(one.code)).toEqual(Buffer.from(other.code));
    expect(one.sourceMap).toBeUndefined();
    expect(other.sourceMap).toBeDefined();
  });
});

describe('bundling all functions', () => {
  it('names every function whose source file does not exist', async () => {
    const { [FUNCTION_ENTRIES.FanOut]: _fanOut, [FUNCTION_ENTRIES.Sweep]: _sweep, ...rest } = everyFunction();
    await expect(bundleFunctions({ root: project(rest) })).rejects.toThrow(
      'These functions have no source file:\n  FanOut: functions/events/fan-out/handler.ts\n  Sweep: functions/schedules/sweep/handler.ts',
    );
  });

  it('lists every place that cannot be bundled', async () => {
    const broken = (id: string): string => (id === 'Notify' ? `import 'not-installed';` : 'export const handler = 1;');
    await expect(bundleFunctions({ root: project(everyFunction(broken)) })).rejects.toThrow(
      'These functions cannot be bundled:\n  functions/notifications/notify/handler.ts:1: Could not resolve "not-installed"',
    );
  });

  it('gives a function the bytes that it would have alone', async () => {
    const shared = `import { words } from '../words.ts'; export const handler = async () => words;`;
    const root = project({
      'words.ts': `export const words = ['a', 'b'];`,
      'one/entry.ts': shared,
      'two/entry.ts': 'export const other = 1;',
    });
    const together = await bundleEntries(root, { one: 'one/entry.ts', two: 'two/entry.ts' });
    const alone = await bundleEntries(root, { one: 'one/entry.ts' });
    expect(Buffer.from(together.one.code)).toEqual(Buffer.from(alone.one.code));
  });

  it('puts each into a folder of its own, and records what it weighs', async () => {
    const root = project(everyFunction());
    const bundles = await bundleFunctions({ root });
    expect(Object.keys(bundles)).toEqual(FUNCTION_IDS);
    expect(readFileSync(join(bundles.FanOut, 'index.mjs'), 'utf8')).toContain('FanOut');
    const sizes = JSON.parse(readFileSync(join(root, BUNDLE_SIZES_FILE), 'utf8'));
    expect(sizes.map(({ id }: { id: string }) => id)).toEqual(FUNCTION_IDS);
    expect(sizes[0].packages).toEqual([{ name: 'wismo', bytes: expect.any(Number) }]);
  });

  it('knows the functions that the contract knows', () => {
    expect([...FUNCTION_IDS].sort()).toEqual(Object.keys(ENVIRONMENTS).sort());
  });
});
