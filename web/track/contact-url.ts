/** Where a contact leads: a page, a telephone, or a mail. */
export const contactUrl = (contact: string): string => {
  if (contact.startsWith('https:')) return contact;
  return contact.includes('@') ? `mailto:${contact}` : `tel:${contact.replace(/[^\d+]/g, '')}`;
};
