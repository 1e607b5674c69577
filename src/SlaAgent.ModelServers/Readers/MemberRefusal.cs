using System.Text;

namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// Whether a server takes a member of the request that not every one takes, such as <c>stream_options</c>: a probe remembers for its life which
/// kind it speaks to.
/// </summary>
/// <param name="member">The member's name.</param>
internal sealed class MemberRefusal(string member)
{
    private readonly byte[] _member = Encoding.UTF8.GetBytes(member);
    private volatile bool _refused;

    /// <summary>The member's name.</summary>
    public string Member => member;

    /// <summary>Whether the server has refused a request because of it.</summary>
    public bool Refused
    {
        get => _refused;
        set => _refused = value;
    }

    /// <summary>Whether a refusal is because of it: it names it.</summary>
    public bool IsMeant(ReadOnlySpan<byte> body) => body.IndexOf(_member) >= 0;
}
