using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;
using SlaAgent.Notifications;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Notifications;

/// <summary>The outbox against a model: whatever an address accepts, fails or the agent's death interrupts, every transition arrives, in order, with its payload.</summary>
public sealed class OutboxModelTests
{
    private const string Receiver = "receiver";
    private static readonly string[] Addresses = ["one", "two"];

    private enum Step
    {
        Open,
        Change,
        Acknowledge,
        Close,
        SendOne,
        SendTwo,
        FailOne,
        FailTwo,
        Restart,
        ForgetOne,
        ForgetTwo,
        Pass,
    }

    [Fact]
    public void Every_transition_reaches_every_webhook_address_once_and_in_order() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 3]).Array[0, 120].Sample(steps => Run(steps, new ReceiverManner()), iter: 2000);

    [Fact]
    public void Every_transition_and_acknowledgement_reaches_every_service_once_and_in_order() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 3]).Array[0, 120].Sample(steps => Run(steps, new ReceiverManner(HearsAcknowledgement: true)), iter: 2000);

    [Fact]
    public void Every_transition_reaches_every_Alertmanager_in_order_over_restarts() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 3]).Array[0, 120].Sample(steps => Run(steps, new ReceiverManner(TimeSpan.FromSeconds(45))), iter: 2000);

    private static bool Run((Step Step, int Number)[] steps, ReceiverManner manner)
    {
        var world = new World(manner);
        foreach (var (step, number) in steps)
        {
            world.Do(step, number);
        }

        world.RunOut();
        return world.Holds();
    }

    /// <summary>The outbox with a perfect disk, and what the addresses saw.</summary>
    private sealed class World
    {
        private readonly ReceiverManner _manner;
        private readonly bool _resends;
        private readonly FakeTimeProvider _time = new(Morning);
        private readonly Dictionary<string, Incident> _truth = [];
        private readonly Dictionary<DeliveryKey, DeliveryRecord> _disk = [];
        private readonly HashSet<string> _taken = [];
        private readonly Dictionary<(string Address, string Incident), List<(Transition, Incident)>> _seen = [];
        private readonly Dictionary<string, DateTimeOffset> _startedAt = Addresses.ToDictionary(address => address, _ => Morning);
        private readonly Dictionary<(string Address, string Incident), DateTimeOffset> _knownSince = [];
        private bool _toldTheEndOfTheUnknown;
        private bool _toldEpisodesMixed;
        private Outbox _outbox;
        private int _episodes;

        public World(ReceiverManner manner)
        {
            (_manner, _resends) = (manner, manner.ReplayDelay is not null);
            _outbox = Start();
        }

        public void Do(Step step, int number)
        {
            var last = _truth.Values.LastOrDefault(incident => incident.Labels.Find("service") == "s" + number);
            switch (step)
            {
                case Step.Open when last is null or { IsOpen: false }:
                    Raise(Incident("s" + number, started: _time.GetUtcNow()) with { Id = $"{number}/{_episodes++}" });
                    break;
                case Step.Change when last is { IsOpen: true }:
                    Raise(last with { Annotations = last.Annotations.With([new("budget", number.ToString(System.Globalization.CultureInfo.InvariantCulture))]) });
                    break;
                case Step.Acknowledge when last is { IsOpen: true, Acknowledgement: null }:
                    Raise(last with { Acknowledgement = new("kim", null, _time.GetUtcNow()) });
                    break;
                case Step.Close when last is { IsOpen: true }:
                    Raise(last with { EndedAt = _time.GetUtcNow() });
                    break;
                case Step.SendOne or Step.SendTwo:
                    Send(Addresses[step == Step.SendOne ? 0 : 1], most: number + 1, accept: true);
                    break;
                case Step.FailOne or Step.FailTwo:
                    Send(Addresses[step == Step.FailOne ? 0 : 1], most: number + 1, accept: false);
                    break;
                case Step.Restart:
                    _outbox = Start();
                    break;
                case Step.ForgetOne or Step.ForgetTwo when _resends:
                    Forget(Addresses[step == Step.ForgetOne ? 0 : 1]);
                    break;
                case Step.Pass:
                    _time.Advance(TimeSpan.FromSeconds(20 * (number + 1)));
                    break;
                default:
                    break;
            }
        }

        public void RunOut()
        {
            for (var i = 0; i < 4; i++)
            {
                Do(Step.Close, i);
            }

            for (var minute = 0; minute < 40; minute++)
            {
                foreach (var address in Addresses)
                {
                    // Firing and then resolved, at most: an outbox that always has more to send must not hang the test.
                    for (var post = 0; post < 3; post++)
                    {
                        Send(address, most: 256, accept: true);
                    }
                }

                _time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        public bool Holds() => !_toldTheEndOfTheUnknown && !_toldEpisodesMixed && _disk.Count == 0 && _outbox.Backlog(Receiver) == (0, null)
            && _truth.Values.All(incident => Addresses.All(address => Holds(incident, _seen.GetValueOrDefault((address, incident.Id), []))));

        private bool Holds(Incident incident, List<(Transition Transition, Incident Incident)> seen)
        {
            var kinds = seen.Select(post => post.Transition).ToList();
            var payload = seen.All(post => post.Incident.Labels == incident.Labels && post.Incident.StartedAt == incident.StartedAt);
            var times = seen.Where(post => post.Transition == Transition.Resolved).All(post => post.Incident.EndedAt == incident.EndedAt);

            // What lost its memory is told of firing again; whoever was told of the end is not.
            var hears = _manner.HearsAcknowledgement && incident.Acknowledgement is not null;
            var order = kinds.SequenceEqual(kinds.Order()) && kinds.Distinct().Count() == (hears ? 3 : 2);
            return payload && times && order && (_resends || kinds.Count == (hears ? 3 : 2));
        }

        private void Raise(Incident incident)
        {
            _truth[incident.Id] = incident;
            _taken.Remove(incident.Id);
            _outbox.Accept([incident]);
        }

        private void Forget(string address)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _startedAt[address] = _time.GetUtcNow();
            foreach (var key in _knownSince.Keys.Where(key => key.Address == address).ToList())
            {
                _knownSince.Remove(key);
            }
        }

        /// <summary>Whether an end that is first accepted now follows a firing that the address still knows, and has known for long enough.</summary>
        private void Look(string address, DueDelivery alert, bool isFirst)
        {
            var key = (address, alert.Incident.Id);
            if (alert.Transition == Transition.Firing)
            {
                _knownSince.TryAdd(key, _time.GetUtcNow());
            }
            else if (isFirst && _resends)
            {
                _toldTheEndOfTheUnknown |= !_knownSince.TryGetValue(key, out var since) || _time.GetUtcNow() - since < TimeSpan.FromSeconds(45);
            }
        }

        /// <summary>Whether an episode is told to what remembers before the one before it was told whole, or its end again to any when a later one is known there.</summary>
        private bool Mixes(string address, DueDelivery alert)
        {
            bool WasTold(Incident incident, Transition transition) => _seen.GetValueOrDefault((address, incident.Id), []).Exists(post => post.Item1 == transition);
            var others = _truth.Values.Where(other => other.Id != alert.Incident.Id && other.Labels == alert.Incident.Labels).ToList();
            return alert.Transition == Transition.Firing
                ? !_resends && others.Exists(other => other.StartedAt < alert.Incident.StartedAt && !WasTold(other, Transition.Resolved))
                : alert.Transition == Transition.Resolved && WasTold(alert.Incident, Transition.Resolved)
                    && others.Exists(other => other.StartedAt > alert.Incident.StartedAt && WasTold(other, Transition.Firing));
        }

        private void Send(string address, int most, bool accept)
        {
            if (_resends && _outbox.RestsOnFiring(Receiver, address))
            {
                _outbox.Restarted(Receiver, address, _time.GetUtcNow() - _startedAt[address]);
            }

            var due = _outbox.Due(Receiver, address, most);
            foreach (var alert in accept ? due : [])
            {
                if (!_seen.TryGetValue((address, alert.Incident.Id), out var seen))
                {
                    _seen[(address, alert.Incident.Id)] = seen = [];
                }

                _toldEpisodesMixed |= Mixes(address, alert);
                Look(address, alert, seen.TrueForAll(post => post.Item1 == Transition.Firing));
                seen.Add((alert.Transition, alert.Incident));
                _outbox.Record(Receiver, address, alert, rejected: null);
            }
        }

        private Outbox Start()
        {
            var outbox = new Outbox(Write, new SteadyClock(_time), new DeliveryOptions());
            outbox.Restore(new LedgerContents
            {
                OpenIncidents = [.. _truth.Values.Where(incident => incident.IsOpen)],
                OwedIncidents = [.. _truth.Values.Where(incident => !_taken.Contains(incident.Id) || _disk.Keys.Any(key => key.Incident == incident.Id))],
                NotTakenOver = _truth.Keys.Where(id => !_taken.Contains(id)).ToHashSet(),
                Deliveries = [.. _disk.Values],
            });
            outbox.SetReceivers([(Receiver, _manner)]);
            outbox.SetAddresses(Receiver, Addresses.ToHashSet());
            return outbox;
        }

        private void Write(LedgerBatch batch)
        {
            _taken.UnionWith(batch.TakenOver);
            foreach (var delivery in batch.Deliveries)
            {
                _disk[delivery.Key] = delivery;
            }

            foreach (var key in batch.Settled)
            {
                _disk.Remove(key);
            }
        }
    }
}
