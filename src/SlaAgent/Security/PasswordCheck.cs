using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SlaAgent.Core.Contracts;
using Hash = BCrypt.Net.BCrypt;

namespace SlaAgent.Security;

/// <summary>
/// Checks names and passwords against bcrypt hashes. bcrypt is slow on purpose, so what was verified is remembered under a keyed hash, and what was not is checked one
/// after the other by one thread at most, with few waiting: guessing can neither take the machine from the probes nor pile up.
/// </summary>
internal sealed class PasswordCheck : IDisposable
{
    /// <summary>Checks that may wait; more are refused at once.</summary>
    public const int MostWaiting = 16;

    private const int MostRemembered = 100;

    // Only where there are passwords: the first use loads OpenSSL, four MiB of memory.
    private readonly Lazy<byte[]> _key = new(() => RandomNumberGenerator.GetBytes(32));
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _verified = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _waiting;
    private long _checks;

    /// <summary>How often bcrypt was run.</summary>
    public long Checks => Interlocked.Read(ref _checks);

    /// <summary>Whether <paramref name="name"/> and <paramref name="password"/> are those of one of <paramref name="users"/>. An unknown name takes as long as a wrong password.</summary>
    public async Task<PasswordVerdict> CheckAsync(string name, string password, EquatableArray<WebUser> users, CancellationToken cancellation)
    {
        var user = users.FirstOrDefault(u => u.Name == name);
        var hash = (user ?? users[0]).PasswordHash;
        var mark = Mark(name, hash, password);
        if (user is not null && IsVerified(mark))
        {
            return PasswordVerdict.Right;
        }

        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return PasswordVerdict.TooMany;
        }

        try
        {
            await _one.WaitAsync(cancellation);
            try
            {
                // Whoever came at the same time with the same password has done the work.
                var isRight = (user is not null && IsVerified(mark)) || await Task.Run(() => Verify(password, hash), CancellationToken.None);
                if (!isRight || user is null)
                {
                    return PasswordVerdict.Wrong;
                }

                Remember(mark);
                return PasswordVerdict.Right;
            }
            finally
            {
                _one.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private bool Verify(string password, string hash)
    {
        Interlocked.Increment(ref _checks);
        return Hash.Verify(password, hash);
    }

    /// <summary>What is remembered instead of the password. The lengths keep the parts from running into each other.</summary>
    private string Mark(string name, string hash, string password)
    {
        var parts = new[] { name, hash, password }.Select(Encoding.UTF8.GetBytes).ToList();
        var bytes = new byte[parts.Sum(p => p.Length + sizeof(int))];
        var end = 0;
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(end), part.Length);
            part.CopyTo(bytes, end + sizeof(int));
            end += sizeof(int) + part.Length;
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, bytes));
    }

    private bool IsVerified(string mark)
    {
        lock (_gate)
        {
            return _verified.Contains(mark);
        }
    }

    private void Remember(string mark)
    {
        lock (_gate)
        {
            if (_verified.Add(mark))
            {
                _order.Enqueue(mark);
            }

            if (_order.Count > MostRemembered)
            {
                _verified.Remove(_order.Dequeue());
            }
        }
    }
}
