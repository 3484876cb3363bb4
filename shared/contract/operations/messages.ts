/** What the operations on messages take and return, by `operationId`. */

import * as z from 'zod';
import { CHANNELS } from '../channel-registry.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { id } from '../schemas/id.ts';
import {
  previewBody,
  rollbackBody,
  templateBody,
  templateParams,
  templateQuery,
  templateUpdate,
  versionsQuery,
} from '../schemas/templates.ts';
import { bulkSendBody, bulkSendParams, notifyBody, testBody } from '../schemas/written-messages.ts';

const [CHANNEL] = CHANNELS;

const EXAMPLE = {
  name: 'Shipped, in our own words',
  type: 'shipped',
  channel: CHANNEL?.id,
  language: 'en',
  subject: 'Order {{ orderNumber }} is on its way',
  content: '<h1>On its way</h1>\n<p>Hello {{ customerName }}, follow your order <a href="{{ orderUrl }}">here</a>.</p>',
  isDefault: true,
};

export const MESSAGES_OPERATIONS = {
  listTemplates: {
    query: templateQuery,
    description:
      'For each type, channel and language exactly one template is the default: the one that was made so, else the ' +
      'built-in one. `variables` are what a template may speak of.',
  },
  createTemplate: {
    body: templateBody,
    example: EXAMPLE,
    description:
      'Texts are Liquid. The content of an e-mail is a part of an HTML page that goes into the layout. Every problem ' +
      'is named with its line. A template that becomes the default is used by all messages within a minute.',
  },
  getTemplate: { params: templateParams },
  updateTemplate: {
    params: templateParams,
    body: templateUpdate,
    example: { content: '<h1>On its way</h1>\n<p>{{ statusMessage }}</p>' },
    description:
      'Other texts are a new version; versions never change. `If-Match` takes the latest version. Built-in templates ' +
      'cannot be changed: create one and make it the default.',
  },
  listTemplateVersions: { params: templateParams, query: versionsQuery },
  rollbackTemplate: { params: templateParams, body: rollbackBody, example: { version: 1 } },
  notifyCustomer: {
    params: z.object({ orderId: id }),
    body: notifyBody,
    example: { subject: 'Your delivery', message: 'The courier comes back this afternoon.', preview: true },
    description:
      'With `preview` the messages are shown as they would be sent, and nothing is sent. Else 202: the messages go ' +
      'out by the preferences of the customer, and are listed with the order. 20 messages for each order and day.',
  },
  startBulkSend: {
    body: bulkSendBody,
    example: {
      segment: { phases: ['in_transit'] },
      message: 'Deliveries are late today because of snow.',
      dryRun: true,
    },
    description:
      'A dry run (the default) counts the customers: at once where the segment is small (200), else by a job (202) that ' +
      'sends nothing, and whose `count` is complete when it is done. Without a dry run always 202: the job goes on page by page, a customer with several ' +
      'orders gets the message once, and it waits behind everything else. A lost page is carried out again and counts once. ' +
      'The same to the same people by the same caller within ten minutes is refused (409 with its `jobId`) unless `repeat` is true or the first was cancelled.',
  },
  getBulkSend: { params: bulkSendParams },
  pauseBulkSend: { params: bulkSendParams },
  resumeBulkSend: { params: bulkSendParams },
  cancelBulkSend: { params: bulkSendParams },
  sendTestNotification: {
    body: testBody,
    example: { type: 'shipped' },
    description:
      'Goes to the caller only: to the customer of the order, or to its shop. Staff preview templates instead. ' +
      '10 tests for each caller and hour.',
  },
  previewNextMessage: {
    query: z.object({
      orderId: id.exactOptional().describe("An order of the caller's own; absent, their newest that is on its way."),
    }),
    description:
      'What the caller gets next about the order if all is well, over each channel, by their settings as they are now: ' +
      'planned and rendered as a real message is. Nothing is sent and nothing is stored. Links hold no token.',
  },
  previewTemplate: {
    params: templateParams,
    body: previewBody,
    example: { content: '<h1>On its way</h1>\n<p>{{ statusMessage }}</p>' },
    description: 'Nothing is sent and nothing is stored. Problems of the texts are listed in the response.',
  },
} as const satisfies Record<OperationIdOf<'MessagesApi'>, OperationSchemas>;
