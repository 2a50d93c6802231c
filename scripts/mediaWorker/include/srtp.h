#pragma once
// The calls of libsrtp 3 that the worker makes, on the libsrtp 2 that Debian keeps patched. Version 3 hides its policy
// behind setters and writes packets to a second buffer with a stated size; version 2 has an open structure and works in
// place. No MKI and no cryptex: the worker uses neither.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <openssl/crypto.h>

// Version 3 uses the name for a pointer. Version 2's structure gets out of its way before its header is read.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

// Two results that version 2 does not know; the worker only looks up their names.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct SrtpPolicyOver2
{
	srtp2_policy_t policy{};
	unsigned char masterKey[SRTP_MAX_KEY_LEN]{};
};

using srtp_policy_t = SrtpPolicyOver2*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy               = new SrtpPolicyOver2();
	(*policy)->policy.key = (*policy)->masterKey;

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy == nullptr)
	{
		return;
	}

	// The session has its own copy. A key left in freed memory would outlive the call it protects.
	OPENSSL_cleanse(policy->masterKey, sizeof(policy->masterKey));

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto err = srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	if (err != srtp_err_status_ok)
	{
		return err;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	if (mkiLen != 0 || keyLen > sizeof(policy->masterKey) || saltLen > sizeof(policy->masterKey) - keyLen)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->masterKey, key, keyLen);
	std::memcpy(policy->masterKey + keyLen, salt, saltLen);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->policy.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, static_cast<const srtp2_policy_t*>(&policy->policy));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

namespace srtpOver2
{
	// SRTCP puts its index after the packet, in front of the trailer that SRTP_MAX_TRAILER_LEN counts.
	constexpr size_t MaxGrowth{ SRTP_MAX_TRAILER_LEN + 4 };

	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	// Takes the packet to the second buffer and works in place there. "growth" is the room that the result may need.
	inline srtp_err_status_t apply(
	  InPlace inPlace, srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t growth)
	{
		// The longest IP packet; it also keeps the sum below and the int that version 2 takes from overflowing.
		if (inLen > 65535 || inLen + growth > *outLen)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memmove(out, in, inLen);
		}

		int len        = static_cast<int>(inLen);
		const auto err = inPlace(session, static_cast<void*>(out), &len);

		if (err == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return err;
	}
} // namespace srtpOver2

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mkiIndex*/)
{
	return srtpOver2::apply(srtp_protect, session, rtp, rtpLen, srtp, srtpLen, srtpOver2::MaxGrowth);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mkiIndex*/)
{
	return srtpOver2::apply(srtp_protect_rtcp, session, rtcp, rtcpLen, srtcp, srtcpLen, srtpOver2::MaxGrowth);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return srtpOver2::apply(srtp_unprotect, session, srtp, srtpLen, rtp, rtpLen, 0);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return srtpOver2::apply(srtp_unprotect_rtcp, session, srtcp, srtcpLen, rtcp, rtcpLen, 0);
}
