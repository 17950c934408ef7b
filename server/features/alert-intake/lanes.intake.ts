/** What waits, and how much room it takes. */
export interface Sized {
  bytes: number;
}

interface Amount {
  members: number;
  bytes: number;
}

/** How much is taken out at once, and how much of one lane may wait. */
export interface LaneLimits {
  atOnce: Amount;
  waiting: Amount;
}

interface Lane<Member> {
  members: Member[];
  bytes: number;
}

/** What waits in a lane for each sender. They take turns, so that who sends a flood waits behind it alone. */
export class Lanes<Member extends Sized> {
  private readonly lanes = new Map<string, Lane<Member>>();

  constructor(private readonly limits: LaneLimits) {}

  private readonly all: Amount = { members: 0, bytes: 0 };

  get isEmpty(): boolean {
    return this.all.members === 0;
  }

  /** Whether about half as much waits as is taken out at once. */
  get isHalfFull(): boolean {
    const { members, bytes } = this.limits.atOnce;
    return this.all.members * 2 >= members || this.all.bytes * 2 >= bytes;
  }

  /** Puts it at the end of its lane; false where that lane is full. An empty lane takes anything. */
  add(name: string, member: Member): boolean {
    const { waiting } = this.limits;
    const lane = this.lanes.get(name) ?? { members: [], bytes: 0 };
    if (lane.members.length > 0 && (lane.members.length >= waiting.members || lane.bytes + member.bytes > waiting.bytes)) return false;
    lane.members.push(member);
    lane.bytes += member.bytes;
    this.count(1, member.bytes);
    this.lanes.set(name, lane);
    return true;
  }

  /** The next of each lane in turn, at least one, up to what is taken at once, or fewer; each lane keeps its order. */
  take(most = Infinity): Member[] {
    const { bytes: mostBytes } = this.limits.atOnce;
    const mostMembers = Math.min(most, this.limits.atOnce.members);
    const taken: Member[] = [];
    let bytes = 0;
    while (this.lanes.size > 0) {
      for (const [name, lane] of this.lanes) {
        const [next] = lane.members;
        if (!next) continue;
        if (taken.length > 0 && (taken.length >= mostMembers || bytes + next.bytes > mostBytes)) return taken;
        this.lanes.delete(name);
        lane.members.shift();
        lane.bytes -= next.bytes;
        this.count(-1, -next.bytes);
        if (lane.members.length > 0) this.lanes.set(name, lane);
        taken.push(next);
        bytes += next.bytes;
      }
    }
    return taken;
  }

  private count(members: number, bytes: number): void {
    this.all.members += members;
    this.all.bytes += bytes;
  }
}
