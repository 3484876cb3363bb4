import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly target: unknown }[];
}

interface WithAxe {
  readonly axe: { run(): Promise<{ violations: readonly Violation[] }> };
}

/** Of what weight findings count. */
const ALL_IMPACTS = ['minor', 'moderate', 'serious', 'critical'] as const;

/** What axe finds, by WCAG 2.2 AA and its own best practices. */
export const violations = async (page: Page, impacts: readonly string[] = ALL_IMPACTS): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => (globalThis as unknown as WithAxe).axe.run());
  return found.violations
    .filter(({ impact }) => impacts.includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
};
