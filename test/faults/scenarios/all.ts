import { MONEY } from './money.ts';
import { OPERATIONS } from './operations.ts';
import { PAGES } from './pages.ts';
import { PARCELS } from './parcels.ts';
import type { Scenario } from './scenario.ts';
import { SHOPS } from './shops.ts';
import { TURNS } from './turns.ts';

/** What ends without the clock being moved. */
export const SCENARIOS: readonly Scenario[] = [...PARCELS, ...SHOPS, ...MONEY, ...TURNS, ...PAGES, ...OPERATIONS];
