/** The module of each operation's route, loaded when it is first asked for. */
export const messagesImplementations = {
  listTemplates: () => import('./routes/templates.ts'),
  createTemplate: () => import('./routes/templates.ts'),
  getTemplate: () => import('./routes/templates.ts'),
  updateTemplate: () => import('./routes/templates.ts'),
  listTemplateVersions: () => import('./routes/templates.ts'),
  rollbackTemplate: () => import('./routes/templates.ts'),
  previewTemplate: () => import('./routes/preview-template.ts'),
  notifyCustomer: () => import('./routes/notify-customer.ts'),
  previewNextMessage: () => import('./routes/preview-next-message.ts'),
  sendTestNotification: () => import('./routes/send-test.ts'),
  startBulkSend: () => import('./routes/bulk-send.ts'),
  getBulkSend: () => import('./routes/bulk-send.ts'),
  pauseBulkSend: () => import('./routes/bulk-send.ts'),
  resumeBulkSend: () => import('./routes/bulk-send.ts'),
  cancelBulkSend: () => import('./routes/bulk-send.ts'),
};
