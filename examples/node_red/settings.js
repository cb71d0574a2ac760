// Node-RED without its editor, on the port of the webhook.
module.exports = {
  uiHost: process.env.WEBHOOK_HOST,
  uiPort: Number(process.env.WEBHOOK_PORT),
  httpAdminRoot: false,
  disableEditor: true,
  credentialSecret: false,
  functionExternalModules: false,
  externalModules: { autoInstall: false, palette: { allowInstall: false } },
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: "warn", metrics: false, audit: false } },
};
