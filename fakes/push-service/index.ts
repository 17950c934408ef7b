export { decryptPush, type BrowserKeys } from "./decrypt-push.ts";
export { startPushService, type Browser, type PushedMessage, type PushService } from "./push-service.ts";
