import { describe, expect, it, vi } from 'vitest';
import {
  activeTemplates,
  TEMPLATES_MAX_AGE_SECONDS,
} from '../../../../shared/notifications/templates/active-templates.ts';
import { TemplateError } from '../../../../shared/notifications/templates/engine.ts';
import { renderNotification } from '../../../../shared/notifications/templates/render-notification.ts';
import type { TemplateFailure } from '../../../../shared/notifications/templates/template.ts';
import { manualClock } from '../../../support/order-fixtures.ts';
import { aNotification, aRichOrder } from './support/messages.ts';

const slot = { type: 'shipped', channel: 'email', language: 'es' } as const;
const BY = { role: 'admin' } as const;

const world = () => {
  const clock = manualClock();
  const failures: (TemplateFailure & { readonly templateId: string })[] = [];
  const state = { version: 1 as number | undefined, isDown: false };
  const store = {
    defaults: vi.fn(async () => {
      if (state.isDown) throw new Error('throttled');
      return state.version === undefined ? [] : [{ ...slot, templateId: 'tpl_1', version: state.version }];
    }),
    getVersion: vi.fn(async (templateId: string, version: number) => ({
      ...slot,
      templateId,
      version,
      name: 'n',
      content: `v${version}`,
      createdAt: '2026-03-01T10:00:00.000Z',
      createdBy: BY,
    })),
    recordFailure: async (templateId: string, failure: TemplateFailure) =>
      void failures.push({ ...failure, templateId }),
  };
  const readFailures: unknown[] = [];
  const templates = activeTemplates(store, clock, (error) => readFailures.push(error));
  return { clock, store, state, failures, readFailures, templates };
};

describe('the templates that are used', () => {
  it('are read once in a while, and their versions once', async () => {
    const { templates, clock, store, state } = world();
    for (let i = 0; i < 3; i += 1) expect((await templates.find(slot))?.content).toBe('v1');
    expect(await templates.find({ ...slot, language: 'ru' })).toBeUndefined();
    expect([store.defaults, store.getVersion].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    state.version = 2;
    clock.advance(TEMPLATES_MAX_AGE_SECONDS * 1000 - 1);
    expect((await templates.find(slot))?.content).toBe('v1');
    clock.advance(1);
    expect((await templates.find(slot))?.content).toBe('v2');
    state.version = undefined;
    clock.advance(TEMPLATES_MAX_AGE_SECONDS * 1000);
    expect(await templates.find(slot)).toBeUndefined();
    expect(store.defaults).toHaveBeenCalledTimes(3);
  });

  it('are the older ones where they cannot be read, and an error where they never could', async () => {
    const { templates, clock, state, readFailures } = world();
    state.isDown = true;
    await expect(templates.refresh()).rejects.toThrow('throttled');
    state.isDown = false;
    await templates.refresh();
    state.isDown = true;
    clock.advance(TEMPLATES_MAX_AGE_SECONDS * 1000);
    expect((await templates.find(slot))?.content).toBe('v1');
    expect(readFailures).toHaveLength(1);
  });

  const request = (type: 'shipped' | 'held_at_counter' = 'shipped') => ({
    notification: aNotification(type, 'es'),
    order: aRichOrder('es'),
    link: 'https://w.example/1',
  });

  it('make the message, which says by which it was made', async () => {
    const { templates } = world();
    const render = ({ template }: { readonly template?: { readonly content: string } | undefined }) => ({
      text: template?.content ?? 'built-in',
    });
    expect(await renderNotification(render, request(), templates)).toEqual({
      message: { text: 'v1' },
      template: { templateId: 'tpl_1', version: 1 },
    });
    // What is special about an event has a template of its own.
    expect(await renderNotification(render, request('held_at_counter'), templates)).toEqual({
      message: { text: 'built-in' },
    });
  });

  it('that fail are recorded once, and the built-in one is sent', async () => {
    const { templates, failures, clock } = world();
    const render = ({ template }: { readonly template?: { readonly content: string } | undefined }) => {
      if (template) throw new TemplateError('undefined filter: x, line:1, col:1');
      return { text: 'built-in' };
    };
    for (let i = 0; i < 3; i += 1) {
      expect((await renderNotification(render, request(), templates)).message).toEqual({ text: 'built-in' });
    }
    expect(failures).toEqual([
      { templateId: 'tpl_1', version: 1, at: clock.now().toISOString(), reason: 'undefined filter: x, line:1, col:1' },
    ]);
    const broken = () => {
      throw new TypeError('a mistake of ours');
    };
    clock.advance(TEMPLATES_MAX_AGE_SECONDS * 1000);
    await expect(renderNotification(broken, request(), templates)).rejects.toThrow('a mistake of ours');
  });
});
