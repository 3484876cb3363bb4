/**
 * Puts the tracking page together: markup, style and script in one document that needs nothing else.
 * `npm run build:pages` writes it; installing, starting and testing do so by themselves.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const scriptOf = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [pathOf('main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2022'],
    legalComments: 'none',
    charset: 'utf8',
  });
  const [script] = outputFiles;
  if (!script) throw new Error('The script was not made');
  return script.text.trim().replaceAll('</script', '<\\/script');
};

const styleOf = async (): Promise<string> => {
  const { code } = await transform(await readFile(pathOf('style.css'), 'utf8'), { loader: 'css', minify: true });
  return code.trim();
};

const literal = (text: string): string =>
  `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

/** The source of the module that functions import. */
export const compiledPage = async (): Promise<string> => {
  const [markup, style, script] = await Promise.all([readFile(pathOf('index.html'), 'utf8'), styleOf(), scriptOf()]);
  const html = markup.replace('/*STYLE*/', () => style).replace('/*SCRIPT*/', () => script);
  return [
    '/** Made by build.ts from index.html, style.css and main.ts: change those files, not this one. */',
    `export const TRACK_PAGE_HTML = ${literal(html)};`,
    '',
    '/** For the content security policy: nothing runs or paints on the page but these. */',
    `export const TRACK_PAGE_SCRIPT_HASH = '${sha256(script)}';`,
    `export const TRACK_PAGE_STYLE_HASH = '${sha256(style)}';`,
    '',
  ].join('\n');
};

export const COMPILED_PAGE_PATH = pathOf('track-page-html.ts');

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(COMPILED_PAGE_PATH, await compiledPage());
