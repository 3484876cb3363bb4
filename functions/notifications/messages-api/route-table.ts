import { previewTemplate } from './routes/preview-template.ts';
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
};
