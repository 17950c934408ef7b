export { startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioCallback, type TwilioServer, type TwilioServerOptions } from "./twilio-server.ts";
export type { TwilioCall, TwilioEntry, TwilioMessage, TwilioSent } from "./twilio-entry.ts";
export { signAsTwilio } from "./sign-as-twilio.ts";
export { readTwiml, type TwimlElement } from "./read-twiml.ts";
