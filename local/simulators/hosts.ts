/** The addresses of services that are simulated, as the template has them, and the simulator that serves the same here. */
export const SIMULATED_HOSTS: Readonly<Record<string, string>> = {
  'https://api.sendgrid.com': 'sendgrid',
  'https://api.resend.com': 'resend',
  'https://api.twilio.com': 'twilio',
  'https://fcm.googleapis.com': 'fcm',
  'https://oauth2.googleapis.com': 'fcm',
  'https://graph.facebook.com': 'whatsapp_cloud',
};
