import { describe, expect, it } from 'vitest';
import { WORKFLOW_EXAMPLE } from '../../shared/contract/examples.ts';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder, putStatus, statusOf, unique } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { guidePicture, openAs, picture } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };
const force = (orderId: string, status: string) =>
  call('POST', `/api/admin/orders/${orderId}/status`, {
    token: demo.parties.admin,
    body: { status, force: true, reason: 'a test' },
  });

describe('a queue', () => {
  it('lists more than the oldest few, and its orders are moved at once, each with its result', async () => {
    const orders = [];
    for (let count = 0; count < 7; count += 1) orders.push(await createOrder(demo.parties));
    for (const { id } of orders) await force(id, 'exception');
    await drain();
    const { page, problems } = await openAs(demo.browser, 'demo-max', '/staff/queues/problem');
    await page.locator('[data-shown]').waitFor(SLOW);
    for (const { id } of orders) {
      const line = page.locator(`[data-found="${id}"]`);
      // Later orders are behind those of other tests.
      while ((await line.count()) === 0) await page.locator('[data-more]').click(SLOW);
      await line.locator('input').check();
    }
    await page.locator('#bulk-status').selectOption('shipped');
    await page.locator('#bulk-reason').fill('the carrier has found them');
    expect(await page.locator('[data-effects]').innerText()).toContain('shipped to the customer: email');
    await picture(page, 'staff-bulk');
    await guidePicture(page, 'staff-several', page.locator('[data-effects]').first());
    expect(await violations(page)).toEqual([]);
    // One of them is moved by somebody else meanwhile, to where nothing leads on.
    const [first] = orders;
    await force(first?.id ?? '', 'cancelled');
    await page.locator('[data-bulk] button.main').click();
    await page.locator('[data-job="done"]').waitFor(SLOW);
    await page.reload();
    const failed = page.locator('[data-failed]');
    await failed.first().waitFor(SLOW);
    expect(await failed.count()).toBe(1);
    expect(await failed.innerText()).toContain(first?.orderNumber ?? '-');
    expect(await page.locator('[data-moved]').count()).toBe(6);
    expect((await statusOf(orders[3]?.id ?? '', demo.parties.admin)).status).toBe('shipped');
    await picture(page, 'staff-bulk-done');
    expect([await violations(page), problems]).toEqual([[], []]);
  });

  it('shows the progress of a job that takes longer, until it is done', async () => {
    const { page } = await openAs(demo.browser, 'demo-max', '/staff');
    await page.locator('input[type="search"]').waitFor();
    // More than a request carries out itself: what does not exist fails with its reason.
    const orderIds = Array.from({ length: 120 }, (_, index) => `ord_nothing_${index}`);
    const { body, status } = await call<{ jobId: string }>('POST', '/api/admin/orders/bulk-status', {
      token: demo.parties.admin,
      body: { orderIds, status: 'confirmed' },
    });
    expect(status).toBe(202);
    await page.goto(new URL(`/staff/bulk/${body.jobId}`, page.url()).href);
    await page.locator('progress').waitFor(SLOW);
    await page.locator('[data-job="done"]').waitFor({ timeout: 60_000 });
    expect(await page.locator('progress').evaluate((bar: HTMLProgressElement) => [bar.value, bar.max])).toEqual([
      120, 120,
    ]);
    expect(await page.locator('[data-failed]').count()).toBe(120);
  });
});

describe('an order of support', () => {
  it('has its path lit in the graph, and a forced move says what follows', async () => {
    const order = await createOrder(demo.parties);
    await putStatus(order.id, demo.parties.seller, 'confirmed');
    await putStatus(order.id, demo.parties.seller, 'processing');
    const { page, problems } = await openAs(demo.browser, 'demo-max', `/staff/orders/${order.id}`);
    await page.locator('svg [data-node]').first().waitFor(SLOW);
    const lit = await page
      .locator('svg .edge.lit')
      .evaluateAll((edges) => edges.map((edge) => edge.getAttribute('data-edge') ?? ''));
    expect(lit.toSorted()).toEqual(['confirmed processing', 'pending confirmed']);
    expect(await page.locator('svg .current').getAttribute('data-node')).toBe('processing');
    await page.locator('form input[type="checkbox"]').check();
    await page.locator('#move-status').selectOption('delivered');
    await expect
      .poll(() => page.locator('[data-effects]').innerText(), SLOW)
      .toContain('delivered to the customer: email');
    await picture(page, 'staff-forced-move');
    await guidePicture(page, 'staff-order', page.locator('[data-path]').first());
    await page.locator('form button.main').click();
    expect((await statusOf(order.id, demo.parties.admin)).status).toBe('processing');
    await page.locator('#move-reason').fill('the customer has it');
    await page.locator('#move-reason').press('Enter');
    await expect.poll(() => page.locator('.headline').getAttribute('data-status'), SLOW).toBe('delivered');
    expect([await violations(page), problems]).toEqual([[], []]);
  });
});

describe('a workflow', () => {
  it('shows its problems where they are, is published, and a new order follows it', async () => {
    const id = unique('bakery').replaceAll('-', '_');
    const made = await call('POST', '/api/admin/workflows', {
      token: demo.parties.admin,
      body: { ...WORKFLOW_EXAMPLE, id, title: 'Bakery' },
    });
    expect(made.status).toBe(201);
    const { page } = await openAs(demo.browser, 'demo-max', '/staff/workflows');
    await page.locator(`[data-workflow="${id}"]`).click(SLOW);
    const editor = page.locator('#definition');
    const publish = page.locator('form button.main');
    await editor.waitFor(SLOW);
    const before = await editor.inputValue();

    await editor.fill(`${before.slice(0, -1)},`);
    await publish.click();
    await expect.poll(() => page.locator('[data-problem]').first().innerText(), SLOW).toMatch(/^Line \d+/);

    await editor.fill(before.replace('"to": "collected"', '"to": "eaten"'));
    await publish.click();
    const wrong = page.locator('[data-problem]', { hasText: 'unknown status eaten' });
    await wrong.waitFor(SLOW);
    await wrong.locator('button').click();
    const selected = await editor.evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(JSON.parse(selected)).toMatchObject({ from: 'ready', to: 'eaten' });
    await picture(page, 'workflow-problems');
    await guidePicture(page, 'staff-workflow', page.locator('#definition').first());
    expect(await violations(page)).toEqual([]);

    const definition = JSON.parse(before) as typeof WORKFLOW_EXAMPLE;
    const changed = {
      ...definition,
      statuses: { ...definition.statuses, cooling: { phase: 'preparing' } },
      transitions: [
        ...definition.transitions.map((edge) => (edge.to === 'ready' ? { ...edge, from: 'cooling' } : edge)),
        { from: 'baking', to: 'cooling', roles: ['seller'] },
      ],
    };
    await editor.fill(JSON.stringify(changed, null, 2));
    await publish.click();
    await page.locator('[data-published]').waitFor(SLOW);
    await page.locator('svg [data-node="cooling"]').waitFor(SLOW);

    const order = await createOrder(demo.parties, { orderType: id });
    await putStatus(order.id, demo.parties.seller, 'baking');
    const { body } = await call<{ workflow: { version: number }; allowedNext: readonly string[] }>(
      'GET',
      `/api/orders/${order.id}/status`,
      { token: demo.parties.seller },
    );
    expect([body.workflow.version, body.allowedNext]).toEqual([2, ['cooling']]);
  });
});

describe('the search of support', () => {
  it('shows what was asked last, however slow the first reply is, and is there again on the way back', async () => {
    const [early, late] = [await createOrder(demo.parties), await createOrder(demo.parties)];
    await drain();
    const { page } = await openAs(demo.browser, 'demo-ines', '/staff');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**/search?*q=${early.orderNumber}*`, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    const field = page.locator('input[type="search"]');
    const isAsked = page.waitForRequest((request) => request.url().includes(`q=${early.orderNumber}`));
    await field.fill(early.orderNumber, SLOW);
    await isAsked;
    await field.fill(`  ${late.orderNumber.toLowerCase()} `);
    await page.locator(`[data-found="${late.id}"]`).waitFor(SLOW);
    release();
    expect(await page.locator(`[data-found="${early.id}"]`).count()).toBe(0);
    await page.locator(`[data-found="${late.id}"] a`).click();
    // Support may not read definitions: it sees where a move leads.
    await page.locator('[data-outlook] li').first().waitFor(SLOW);
    await page.goBack();
    await page.locator(`[data-found="${late.id}"]`).waitFor(SLOW);
    expect((await field.inputValue()).trim()).toBe(late.orderNumber.toLowerCase());
  });
});

describe('a workflow that two people edit', () => {
  it('is not overwritten, and what was written stays', async () => {
    const id = unique('dairy').replaceAll('-', '_');
    await call('POST', '/api/admin/workflows', {
      token: demo.parties.admin,
      body: { ...WORKFLOW_EXAMPLE, id, title: 'Dairy' },
    });
    const { page } = await openAs(demo.browser, 'demo-max', `/staff/workflows`);
    await page.locator(`[data-workflow="${id}"]`).click(SLOW);
    const editor = page.locator('#definition');
    await editor.waitFor(SLOW);
    const mine = (await editor.inputValue()).replace('"Dairy"', '"Dairy of mine"');
    await editor.fill(mine);
    // Another workflow is looked at meanwhile.
    await page.locator('[data-workflow="farm"]').click();
    await page.locator('svg [data-node="ready_for_pickup"]').waitFor(SLOW);
    await page.locator(`[data-workflow="${id}"]`).click();
    await expect.poll(() => editor.inputValue(), SLOW).toBe(mine);
    const theirs = await call('PUT', `/api/admin/workflows/${id}`, {
      token: demo.parties.admin,
      body: { ...WORKFLOW_EXAMPLE, id, title: 'Dairy of theirs' },
    });
    expect(theirs.status).toBe(200);
    await page.locator('form button.main').click();
    await page.locator('[data-behind]').waitFor(SLOW);
    expect([await editor.inputValue(), await violations(page)]).toEqual([mine, []]);
    const now = await call<{ title: string }>('GET', `/api/admin/workflows/${id}`, { token: demo.parties.admin });
    expect(now.body.title).toBe('Dairy of theirs');
    await page.locator('[data-anew]').click();
    await editor.fill((await editor.inputValue()).replace('"Dairy of theirs"', '"Dairy of both"'));
    await page.locator('form button.main').click();
    await page.locator('[data-published]').waitFor(SLOW);
  });
});
