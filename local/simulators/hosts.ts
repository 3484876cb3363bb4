/** The addresses of services that are simulated, as the template has them, and the simulator that serves the same here. */
export const SIMULATED_HOSTS: Readonly<Record<string, string>> = {
  'https://api.sendgrid.com': 'sendgrid',
  'https://api.resend.com': 'resend',
  'https://api.twilio.com': 'twilio',
  'https://apis.fedex.com': 'fedex',
  'https://onlinetools.ups.com': 'ups',
  'https://api-eu.dhl.com': 'dhl',
  'https://api1.correos.es': 'correos',
  'https://apioauthcid.correos.es': 'correos',
  'https://api.uber.com': 'uber',
  'https://auth.uber.com': 'uber',
  'https://openapi.doordash.com': 'doordash',
  'https://fcm.googleapis.com': 'fcm',
  'https://oauth2.googleapis.com': 'fcm',
  'https://graph.facebook.com': 'whatsapp_cloud',
};
