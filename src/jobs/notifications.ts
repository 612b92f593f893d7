/** A message of one topic. */
export interface TopicMessage {
  readonly topic: string;
  readonly content: object;
}

/** Tells listeners in all tabs of the site of messages that any of them publishes. */
export interface Notifications {
  /** Fires an event of type `message`, and one whose type is the topic, for each message; `data` is its content. */
  readonly target: EventTarget;
  publish(message: TopicMessage): void;
  close(): void;
}

const CHANNEL = 'pagesight-notifications';

/** Opens the channel between the tabs. */
export function openNotifications<Content extends object>(onMessage?: (content: Content) => void): Notifications {
  const target = new EventTarget();
  const channel = new BroadcastChannel(CHANNEL);

  function tell({ topic, content }: TopicMessage): void {
    for (const type of ['message', topic]) target.dispatchEvent(new MessageEvent(type, { data: content }));
    onMessage?.(content as Content);
  }

  channel.addEventListener('message', ({ data }: MessageEvent<TopicMessage>) => tell(data));
  return {
    target,
    publish(message) {
      channel.postMessage(message);
      tell(message);
    },
    close: () => channel.close(),
  };
}
