/**
 * Compiles the layout from MJML to HTML that every mail client understands. Run after a change of the layout:
 * `npx tsx shared/notifications/channels/email/templates/build.ts`. The result is checked in, so that nothing compiles while mail is
 * sent; a test says when it is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const asModule = (html: string): string => {
  const literal = html.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `/** Made by build.ts from order-update.mjml: change that file, not this one. */\nexport const ORDER_UPDATE_HTML = \`${literal}\`;\n`;
};

/** MJML takes colours only: this one stands for the shop's. */
const ACCENT = '#0b6e6e';

/** The module's source as it has to be checked in. */
export const compiledModule = async (): Promise<string> => {
  const source = await readFile(pathOf('order-update.mjml'), 'utf8');
  // No web fonts: whoever serves them would learn when and where each mail is opened.
  const { html, errors } = await mjml2html(source, { validationLevel: 'strict', fonts: {} });
  if (errors.length > 0) throw new Error(`The layout is not valid: ${JSON.stringify(errors)}`);
  const compact = html
    .replaceAll(ACCENT, '{{ brand.accent }}')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll(' <div', '\n<div')
    .replaceAll(' <!--[if', '\n<!--[if');
  return asModule(compact);
};

export const COMPILED_MODULE_PATH = pathOf('order-update-html.ts');

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(COMPILED_MODULE_PATH, await compiledModule());
