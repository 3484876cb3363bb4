import { cancelBulkSend, getBulkSend, pauseBulkSend, resumeBulkSend, startBulkSend } from './routes/bulk-send.ts';
import { notifyCustomer } from './routes/notify-customer.ts';
import { previewTemplate } from './routes/preview-template.ts';
import { sendTestNotification } from './routes/send-test.ts';
import {
  createTemplate,
  getTemplate,
  listTemplates,
  listTemplateVersions,
  rollbackTemplate,
  updateTemplate,
} from './routes/templates.ts';

/** One route for each operation of the table. */
export const messagesImplementations = {
  listTemplates,
  createTemplate,
  getTemplate,
  updateTemplate,
  listTemplateVersions,
  rollbackTemplate,
  previewTemplate,
  notifyCustomer,
  sendTestNotification,
  startBulkSend,
  getBulkSend,
  pauseBulkSend,
  resumeBulkSend,
  cancelBulkSend,
};
